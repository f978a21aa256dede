import { ForRole } from '@/app/_components/for-role';
import { capitalize } from '@/app/_components/short-summary';
import { EffectPill } from '@/app/_components/states';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { cn } from '@/app/_components/ui/cn';
import { Link } from '@/app/_components/ui/link';
import type { OrderDetail } from '@/lib/dashboard/orders/queries';
import { describeSkip } from '@/lib/dashboard/orders/tell-work';
import { RetryButton } from './retry-button';

const columns = 'grid-cols-[minmax(0,1fr)_auto] md:grid-cols-[104px_120px_minmax(0,1fr)_88px]';

const kinds: Record<string, string> = { fulfil: 'Fulfillment', receipt: 'Receipt', dispute_mail: 'Dispute alert' };

/** The ledger of what the order set off on the outside; each fact stands there once. */
export function Effects({ order: { effects, paidAt } }: { order: OrderDetail }) {
  return (
    <Card title="Effects" note="each runs once, however often it is requested">
      {effects.length === 0 ? (
        <p className="px-4 py-6 text-muted">
          {paidAt ? 'None was requested yet.' : 'None yet. Fulfillment and the receipt start once the order is paid.'}
        </p>
      ) : (
        <table className="grid-table w-full">
          <thead className="sr-only">
            <tr>
              <th scope="col">Status</th>
              <th scope="col">Kind</th>
              <th scope="col">Key</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {effects.map((effect) => (
              <tr key={effect.key} className={cn(columns, 'items-start!')}>
                <td className="max-md:order-2">
                  <EffectPill status={effect.status} />
                </td>
                <td className="font-medium max-md:order-1">{kinds[effect.kind] ?? effect.kind}</td>
                <td className="min-w-0 max-md:order-3">
                  <span className="font-mono text-[13px] break-all text-muted">{effect.key}</span>
                  {effect.lastError && <span className="block break-words text-bad">{effect.lastError}</span>}
                  <span className="block text-[13px] text-faint">
                    {describe(effect)}
                    {effect.status === 'done' && effect.kind !== 'fulfil' && (
                      <>
                        {' · '}
                        <Link
                          href={`/mails/${effect.key}`}
                          className="text-muted underline decoration-line-strong underline-offset-3 hover:text-accent"
                        >
                          Read the mail
                        </Link>
                      </>
                    )}
                  </span>
                  {effect.status === 'failed' && (
                    <ForRole needs="operator">
                      <RetryButton effectKey={effect.key} />
                    </ForRole>
                  )}
                </td>
                <td className="text-end text-[13px] whitespace-nowrap text-muted max-md:order-4">
                  <Time at={effect.completedAt ?? effect.createdAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function describe(effect: OrderDetail['effects'][number]): string {
  const tries = effect.attempts === 1 ? '1 attempt' : `${effect.attempts} attempts`;
  const { result, status } = effect;
  if (status === 'skipped') return capitalize(describeSkip(result));
  const told = result && typeof result === 'object' && !Array.isArray(result) ? result : null;
  if (told?.by === 'hand') return 'Marked as done by a person';
  const said = told ? told.message : result;
  return typeof said === 'string' ? `${tries} · ${said}` : tries;
}
