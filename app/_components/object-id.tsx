import type { Mode } from '../_lib/mode';
import { nameObject } from '../_lib/name-object';
import { objectHref } from '../_lib/object-href';
import { cn } from './ui/cn';
import { Link } from './ui/link';

type ObjectIdProps = { id: string; mode: Mode; account: string | null; className?: string; href?: string };

/** An id that leads to the page about its object, or where the id alone does not tell which one that is, to `href`. */
export function ObjectId({ id, mode, account, className, href }: ObjectIdProps) {
  return (
    <Link
      href={href ?? objectHref(id, { livemode: mode === 'live', account })}
      title={`${nameObject(id)} ${id}`}
      className={cn(
        'inline-block max-w-full break-all font-mono text-[13px] text-ink underline decoration-line-strong underline-offset-3 hover:text-accent hover:decoration-current',
        className,
      )}
    >
      {id}
    </Link>
  );
}
