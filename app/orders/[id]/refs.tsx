import { ObjectId } from '@/app/_components/object-id';
import { Card } from '@/app/_components/ui/card';
import { CopyButton } from '@/app/_components/ui/copy-button';
import type { Mode } from '@/app/_lib/mode';
import { nameObject } from '@/app/_lib/name-object';
import type { OrderDetail } from '@/lib/orders/queries';

/** Which objects of Stripe make up the order, each with a way to its events. */
export function Refs({ order, mode }: { order: OrderDetail; mode: Mode }) {
  const ids = [...order.refs.map(({ ref }) => ref), order.customerId, order.subscriptionId];
  const unique = [...new Set(ids.filter((id) => id !== null))];
  return (
    <Card title="At Stripe" className="self-start">
      <ul className="divide-y divide-line">
        {unique.map((id) => (
          <li key={id} className="px-4 py-2.5">
            <p className="text-xs text-faint">{nameObject(id)}</p>
            <ObjectId id={id} mode={mode} account={order.account} />
          </li>
        ))}
      </ul>
      {order.account && (
        <p className="border-t border-line px-4 py-2.5">
          <span className="block text-xs text-faint">Connected account</span>
          <span className="font-mono text-[13px] break-all">{order.account}</span>
        </p>
      )}
      <div className="flex items-center justify-between gap-2 border-t border-line bg-subtle px-4 py-2">
        <div className="min-w-0">
          <p className="text-xs text-faint">Order</p>
          <p className="font-mono text-[13px] break-all">{order.id}</p>
        </div>
        <CopyButton text={order.id} label="Copy the order’s id" />
      </div>
    </Card>
  );
}
