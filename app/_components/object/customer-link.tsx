import { modeOf } from '@/app/_lib/mode';
import { customerHref, type Owner } from '@/app/_lib/object-href';
import type { CustomerName } from '@/lib/dashboard/customers/get-customer';
import { ObjectId } from '../object-id';

/** Whose an object is: name or address as far as known, and the id that leads to the customer. */
export function CustomerLink({ id, name, owner }: { id: string | null; name: CustomerName | null; owner: Owner }) {
  if (!id) return null;
  const words = name?.name ?? name?.email;
  return (
    <>
      {words && (
        <span className="line-clamp-2">
          <bdi>{words}</bdi>
          {name?.deleted && ' (deleted)'}
        </span>
      )}
      <ObjectId id={id} mode={modeOf(owner.livemode)} account={owner.account} href={customerHref(id, owner)} />
    </>
  );
}
