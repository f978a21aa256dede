import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { ObjectId } from '@/app/_components/object-id';
import { Card } from '@/app/_components/ui/card';
import { type Mode, recordHref } from '@/app/_lib/mode';
import { nameObject } from '@/app/_lib/name-object';

type RelatedObjectsProps = {
  ids: string[];
  main: string | null;
  mode: Mode;
  account: string | null;
  order: { id: string } | null;
};

/** Every Stripe object that the event speaks of, each with its own story, and the order it belongs to. */
export function RelatedObjects({ ids, main, mode, account, order }: RelatedObjectsProps) {
  if (ids.length === 0 && !order) return null;
  const sorted = [...ids].sort((a, b) => Number(b === main) - Number(a === main));
  return (
    <Card title="Related objects">
      {order && (
        <Link
          href={recordHref(`/orders/${order.id}`, mode === 'live')}
          className="flex items-center justify-between border-b border-line px-4 py-2.5 font-medium hover:bg-hover"
        >
          Its order
          <ChevronRight className="size-4 text-faint" aria-hidden />
        </Link>
      )}
      <ul className="divide-y divide-line">
        {sorted.map((id) => (
          <li key={id} className="px-4 py-2.5">
            <p className="text-xs text-faint">
              {nameObject(id)}
              {id === main && ', what it is about'}
            </p>
            <ObjectId id={id} mode={mode} account={account} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
