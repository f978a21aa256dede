'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { Link } from '../ui/link';

type Mode = 'live' | 'test';

const looks: Record<Mode, { label: string; on: string }> = {
  test: { label: 'Test', on: 'bg-warn-soft text-warn' },
  live: { label: 'Live', on: 'bg-ok-soft text-ok' },
};

/** Tells at every moment whether the page shows test or live data, and leads to the other. */
export function ModeSwitch({ deploymentMode }: { deploymentMode: Mode }) {
  const pathname = usePathname();
  const asked = useSearchParams().get('mode');
  const shown: Mode = asked === 'live' || asked === 'test' ? asked : deploymentMode;
  // A record belongs to one mode: its list is where the other one is.
  const list = `/${pathname.split('/')[1]}`;
  return (
    <nav aria-label="Mode" className="flex rounded-md border border-line bg-canvas p-0.5 text-xs font-medium">
      {(['test', 'live'] as const).map((mode) => (
        <Link
          key={mode}
          href={mode === deploymentMode ? list : `${list}?mode=${mode}`}
          aria-current={mode === shown ? 'true' : undefined}
          title={`${looks[mode].label} data${mode === deploymentMode ? ', the mode of this deployment' : ''}`}
          className={`flex h-6 flex-1 items-center justify-center gap-1.5 rounded px-2 ${mode === shown ? looks[mode].on : 'text-faint hover:text-ink'}`}
        >
          {mode === shown && <span className="size-1.5 rounded-full bg-current" aria-hidden />}
          {looks[mode].label}
          <span className={mode === shown ? 'max-md:sr-only' : 'sr-only'}>mode</span>
        </Link>
      ))}
    </nav>
  );
}
