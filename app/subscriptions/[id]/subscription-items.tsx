import { Money } from '@/app/_components/money';
import { Time } from '@/app/_components/time';
import { Card } from '@/app/_components/ui/card';
import { Tag } from '@/app/_components/ui/pill';
import type { SubscriptionItem } from '@/lib/stripe/subscription-item';
import { tellInterval } from './tell-interval';

/** Everything that a subscription is for. The facts beside it are those of the item that stands for all. */
export function SubscriptionItems({ items, currency }: { items: SubscriptionItem[]; currency: string | null }) {
  if (items.length === 0) return null;
  const ends = new Set(items.map(({ period_end }) => period_end));
  return (
    <Card
      title="Items"
      note={items.length > 1 ? `${items.length}, billed together or each in its own interval` : undefined}
    >
      <ul className="divide-y divide-line">
        {items.map((item) => (
          <li key={item.id ?? item.price} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2.5">
            <span className="min-w-0 flex-1 basis-48">
              <span className="block font-mono text-[13px] break-all">
                {item.price ?? 'Price unknown'}
                {item.quantity !== null && item.quantity !== 1 && ` × ${item.quantity}`}
              </span>
              <span className="block text-xs text-faint break-all">
                {[item.product, item.id].filter(Boolean).join(' · ')}
                {ends.size > 1 && item.period_end && (
                  <>
                    {' · period to '}
                    <Time at={new Date(item.period_end)} format="exact" />
                  </>
                )}
              </span>
            </span>
            {item.usage && item.usage !== 'licensed' && <Tag>{item.usage.slice(0, 40).replaceAll('_', ' ')}</Tag>}
            <span className="text-[13px] text-muted">
              {item.amount === null ? (
                'amount by usage or tier'
              ) : (
                <>
                  <Money amount={BigInt(item.amount)} currency={currency} />
                  {item.quantity !== null && item.quantity > 1 && ' each'}
                </>
              )}
              {item.interval && ` ${tellInterval(item.interval, item.interval_count)}`}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
