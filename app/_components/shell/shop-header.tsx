import type { Mode } from '../../_lib/mode';
import { Mark } from './brand';
import { ShopLinks } from './shop-links';
import type { Theme } from './theme';
import { themeIcons } from './theme-icons';
import { ThemeSwitch } from './theme-switch';

/** What stands above the shop's pages. In test mode it says so: nobody should believe that money moves. */
export function ShopHeader({ mode, theme }: { mode: Mode; theme: Theme }) {
  return (
    <header className="border-b border-line bg-raised">
      <div className="mx-auto flex min-h-14 w-full max-w-5xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
        <span className="flex items-center gap-2 text-[15px] font-semibold tracking-tight">
          <Mark />
          Goods
        </span>
        {mode === 'test' && (
          <span className="rounded-full bg-warn-soft px-2 text-xs leading-[22px] font-medium text-warn">
            Test<span className="max-sm:sr-only"> mode</span>
          </span>
        )}
        <div className="ms-auto flex items-center gap-1">
          <nav aria-label="Shop">
            <ShopLinks />
          </nav>
          <ThemeSwitch initial={theme} icons={themeIcons} compact />
        </div>
      </div>
    </header>
  );
}
