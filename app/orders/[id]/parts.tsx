import { ExternalLink } from 'lucide-react';
import { Money } from '@/app/_components/money';
import { Card } from '@/app/_components/ui/card';
import { Link } from '@/app/_components/ui/link';
import { Tag } from '@/app/_components/ui/pill';
import { nameObject } from '@/app/_lib/name-object';
import { eventsOfObjectHref, objectHref } from '@/app/_lib/object-href';
import type { OrderDetail } from '@/lib/dashboard/orders/queries';
import { dashboardUrl } from '@/lib/stripe/dashboard-url';
import { listParts, type OrderPart } from './list-parts';

/** Which objects of Stripe make up the order, each with its state, its events and its place at Stripe. */
export function Parts({ order }: { order: OrderDetail }) {
  const parts = listParts(order);
  if (parts.length === 0) return null;
  return (
    <Card title="At Stripe">
      <ul className="divide-y divide-line">
        {parts.map((part) => (
          <PartLine key={part.id} part={part} order={order} />
        ))}
      </ul>
    </Card>
  );
}

function PartLine({ part, order }: { part: OrderPart; order: OrderDetail }) {
  const { id, status, amount, currency, ownPage, share } = part;
  return (
    <li className="px-4 py-2.5">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs text-faint">
        {nameObject(id)}
        {status && <Tag>{status.slice(0, 40).replaceAll('_', ' ')}</Tag>}
        {amount !== null && <Money amount={amount} currency={currency} className="ms-auto text-[13px] text-muted" />}
      </p>
      <p className="flex items-start justify-between gap-2">
        <Link
          href={ownPage ? objectHref(id, order) : eventsOfObjectHref(id, order)}
          title={ownPage ? `${nameObject(id)} ${id}` : `Events of ${id}`}
          className="font-mono text-[13px] break-all underline decoration-line-strong underline-offset-3 hover:text-accent hover:decoration-current"
        >
          {id}
        </Link>
        <a
          href={dashboardUrl({ id, ...owner(order) })}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={`Open ${id} in Stripe (new window)`}
          title="Open in Stripe"
          className="grid size-6 shrink-0 place-items-center rounded text-faint hover:bg-hover hover:text-ink"
        >
          <ExternalLink className="size-3.5" aria-hidden />
        </a>
      </p>
      {share !== null && (
        <p className="text-xs text-faint">
          <Money amount={share} currency={currency} /> of it for this order
        </p>
      )}
    </li>
  );
}

const owner = ({ account, livemode }: OrderDetail) => ({ account, livemode });
