import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button, ButtonLink } from './ui/button';

/** Leads to the newer and the older rows; an end of the list has no link. `total`: how many rows there are, in words. */
export function Pager({
  newer,
  older,
  total,
  words = { newer: 'Newer', older: 'Older' },
}: {
  newer: string | null;
  older: string | null;
  total?: string | null;
  words?: { newer: string; older: string };
}) {
  if (!newer && !older) return null;
  return (
    <nav
      data-screen-only
      aria-label="Pages of this list"
      className="flex items-center justify-end gap-2 border-t border-line px-4 py-3"
    >
      {total && <p className="me-auto text-[13px] text-muted">{total}</p>}
      <Step href={newer} page="newer">
        <ChevronLeft aria-hidden />
        {words.newer}
      </Step>
      <Step href={older} page="older">
        {words.older}
        <ChevronRight aria-hidden />
      </Step>
    </nav>
  );
}

/** `data-page` is for the keyboard. */
function Step({ href, page, children }: { href: string | null; page: string; children: React.ReactNode }) {
  if (!href)
    return (
      <Button size="sm" disabled>
        {children}
      </Button>
    );
  return (
    <ButtonLink size="sm" href={href} data-page={page}>
      {children}
    </ButtonLink>
  );
}
