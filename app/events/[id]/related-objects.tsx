import { ChevronRight } from 'lucide-react';
import { Card } from '@/app/_components/ui/card';
import { Link } from '@/app/_components/ui/link';
import { recordHref } from '@/app/_lib/mode';
import { nameObject } from '@/app/_lib/name-object';
import { type Owner, objectHref } from '@/app/_lib/object-href';

type RelatedObjectsProps = { ids: string[]; main: string | null; owner: Owner; order: { id: string } | null };

const shown = 12;

/** Every Stripe object that the event speaks of, each with its own page or story, and the order it belongs to. */
export function RelatedObjects({ ids, main, owner, order }: RelatedObjectsProps) {
  if (ids.length === 0 && !order) return null;
  const sorted = [...ids].sort((a, b) => Number(b === main) - Number(a === main));
  const rest = sorted.slice(shown);
  return (
    <Card title="Related objects">
      {order && (
        <Link
          href={recordHref(`/orders/${order.id}`, owner.livemode)}
          className="flex items-center justify-between border-b border-line px-4 py-2.5 font-medium -outline-offset-2 hover:bg-hover"
        >
          Its order
          <ChevronRight className="size-4 text-faint" aria-hidden />
        </Link>
      )}
      <ObjectList ids={sorted.slice(0, shown)} main={main} owner={owner} />
      {rest.length > 0 && (
        <details className="border-t border-line">
          <summary className="list-none px-4 py-2.5 text-[13px] text-accent -outline-offset-2">
            {rest.length} more
          </summary>
          <ObjectList ids={rest} main={main} owner={owner} />
        </details>
      )}
    </Card>
  );
}

function ObjectList({ ids, main, owner }: Omit<RelatedObjectsProps, 'order'>) {
  return (
    <ul className="divide-y divide-line">
      {ids.map((id) => (
        <li key={id} className="px-4 py-2.5">
          <p className="text-xs text-faint">
            {nameObject(id)}
            {id === main && ', what it is about'}
          </p>
          <Link
            href={objectHref(id, owner)}
            className="inline-block max-w-full font-mono text-[13px] break-all underline decoration-line-strong underline-offset-3 hover:text-accent hover:decoration-current"
          >
            {id}
          </Link>
        </li>
      ))}
    </ul>
  );
}
