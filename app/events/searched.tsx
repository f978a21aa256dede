'use client';

import { Search } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { ButtonLink } from '../_components/ui/button';

/** The id in the address, and a search for it: the page that says “not found” is not told what was looked for. */
export function Searched() {
  const id = usePathname().split('/')[2]?.slice(0, 255) ?? '';
  if (!/^[\w-]+$/.test(id)) return null;
  return (
    <>
      <span className="basis-full font-mono text-[13px] break-all text-muted">{id}</span>
      <ButtonLink href={`/events?object=${id}`}>
        <Search aria-hidden />
        Search events for it
      </ButtonLink>
    </>
  );
}
