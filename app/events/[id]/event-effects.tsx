import { EffectPill } from '@/app/_components/states';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { Link } from '@/app/_components/ui/link';
import { recordHref } from '@/app/_lib/mode';
import { RetryButton } from '@/app/orders/[id]/retry-button';
import type { EventEffect } from '@/lib/dashboard/events/event-page';

const kinds: Record<string, string> = { fulfil: 'Fulfillment', receipt: 'Receipt', dispute_mail: 'Dispute alert' };

/** The work on the outside that this event was the first to ask for. */
export function EventEffects({ effects, mayRetry }: { effects: EventEffect[]; mayRetry: boolean }) {
  if (effects.length === 0) return null;
  return (
    <Card title="Effects" note="work on the outside that it asked for">
      <ul className="divide-y divide-line">
        {effects.map((effect) => (
          <li key={effect.key} className="px-4 py-2.5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <EffectPill status={effect.status} />
              <span className="font-medium">{kinds[effect.kind] ?? effect.kind}</span>
              <span className="ms-auto text-[13px] text-muted">
                <Time at={effect.completedAt ?? effect.createdAt} />
              </span>
            </div>
            <p className="mt-1 text-[13px]">
              {effect.order ? (
                <Link
                  href={recordHref(`/orders/${effect.order.id}`, effect.order.livemode)}
                  className="font-mono break-all underline decoration-line-strong underline-offset-3 hover:text-accent"
                >
                  {effect.key}
                </Link>
              ) : (
                <span className="font-mono break-all text-muted">{effect.key}</span>
              )}
            </p>
            <p className="text-[13px] break-words text-faint">
              {effect.attempts === 1 ? '1 attempt' : `${effect.attempts} attempts`}
              {effect.nextAttemptAt && effect.status === 'retrying' && (
                <>
                  ; the next try is <Time at={effect.nextAttemptAt} />
                </>
              )}
              {effect.status === 'done' && effect.kind !== 'fulfil' && (
                <>
                  {' · '}
                  <Link
                    href={`/mails/${effect.key}`}
                    className="text-muted underline underline-offset-3 hover:text-accent"
                  >
                    Read the mail
                  </Link>
                </>
              )}
            </p>
            {effect.lastError && <p className="mt-1 text-[13px] break-words text-bad">{effect.lastError}</p>}
            {effect.status === 'failed' && mayRetry && <RetryButton effectKey={effect.key} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}
