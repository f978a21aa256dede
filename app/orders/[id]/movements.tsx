import { Money } from '@/app/_components/money';
import { ObjectId } from '@/app/_components/object-id';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { modeOf } from '@/app/_lib/mode';
import type { OrderDetail } from '@/lib/dashboard/orders/queries';
import { movementLines } from './movement-lines';

/** Where each amount of the order comes from, first to last. A single payment is shown above only. */
export function Movements({ order }: { order: OrderDetail }) {
  const movements = movementLines(order);
  if (movements.length < 2) return null;
  return (
    <Card title="Money moved" note="what the amounts above are the sums of">
      <ul className="divide-y divide-line">
        {movements.map(({ key, words, amount, currency, at, ref, notes }) => (
          <li key={key} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2.5">
            <span className="min-w-0 flex-1 basis-40 font-medium">{words}</span>
            <Money amount={amount} currency={currency} className="text-end tabular-nums" />
            <span className="flex w-full flex-wrap items-baseline justify-between gap-x-3 text-[13px] text-muted">
              <ObjectId
                id={ref}
                mode={modeOf(order.livemode)}
                account={order.account}
                className="text-[12px] text-muted"
              />
              <Time at={at} className="whitespace-nowrap" />
            </span>
            {notes.map((note) => (
              <span key={note} className="w-full text-[13px] text-faint">
                {note}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Card>
  );
}
