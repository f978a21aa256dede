import { NavLink } from './nav-link';
import { sections } from './pages';

/** The pages in their groups, those for admins only for them. */
export function NavLinks({ admin }: { admin: boolean }) {
  const shown = sections
    .map(({ title, pages }) => ({ title, pages: pages.filter((page) => admin || !page.admin) }))
    .filter(({ pages }) => pages.length > 0);
  return (
    <div className="space-y-4">
      {shown.map(({ title, pages }, index) => (
        <div key={title ?? index}>
          {title && <p className="mb-1 px-2.5 text-xs font-medium text-faint">{title}</p>}
          <ul className="space-y-0.5">
            {pages.map(({ path, label, icon: Icon }) => (
              <li key={path}>
                <NavLink path={path}>
                  <Icon className="size-4 shrink-0" aria-hidden />
                  {label}
                </NavLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
