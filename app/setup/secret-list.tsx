import { Time } from '@/app/_components/time';
import type { SecretUse } from '@/lib/ops/setup/secret-uses';

/** What each signing secret may sign, and what it signed lately. */
export function SecretList({ uses }: { uses: SecretUse[] }) {
  return (
    <ul className="mt-3 space-y-1.5 text-[13px]">
      {uses.map(({ label, scope, retired, events, last }) => (
        <li key={label} className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-mono break-all">{label}</span>
          <span className="text-muted">{retired ? 'retired: refused' : scope}</span>
          <span className="text-faint">
            {last ? (
              <>
                {events.toLocaleString('en')} {events === 1 ? 'event' : 'events'} lately, the last <Time at={last} />
              </>
            ) : (
              'nothing lately'
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
