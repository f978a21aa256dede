import type { Transaction } from '../db/client';
import { Prisma } from '../db/generated/client';

const CHILDREN = ['order_refs', 'payment_intents', 'checkout_sessions', 'charges', 'refunds', 'disputes', 'invoices'];

/**
 * A late link showed that several orders are one purchase: refs and children move to the survivor, the earliest
 * `fulfilled_at` stays. A fulfilment or receipt that has not run yet is skipped where the survivor has one of its own,
 * so that a merge never fulfils again and sends no second mail.
 */
export async function mergeOrders(tx: Transaction, survivor: string, others: string[]): Promise<void> {
  const all = [survivor, ...others];
  // An effect holds this lock while it runs: wait for it, and see its result, before its order goes.
  await tx.$queryRaw`
    select pg_advisory_xact_lock(hashtextextended('effect:' || key, 0))::text
    from (select key from effects where order_id = any(${all}::text[]) order by key) as running`;
  for (const table of CHILDREN)
    await tx.$executeRaw`update ${Prisma.raw(table)} set order_id = ${survivor} where order_id = any(${others}::text[])`;
  await tx.$executeRaw`
    update orders set fulfilled_at = (select min(fulfilled_at) from orders where id = any(${all}::text[])) where id = ${survivor}`;
  await tx.$executeRaw`update effects set order_id = ${survivor} where order_id = any(${others}::text[])`;
  await tx.$executeRaw`update mails set order_id = ${survivor} where order_id = any(${others}::text[])`;
  await tx.$executeRaw`
    update effects set status = 'skipped', completed_at = now(),
      result = jsonb_build_object('reason', 'merged', 'into', ${survivor}::text)
    where key in (
      select key from (
        select key, row_number() over (partition by kind, object_id order by (status = 'done') desc, created_at, key) as place, status
        from effects where order_id = ${survivor}
      ) as ranked where place > 1 and status in ('pending', 'retrying', 'failed')
    )`;
  await tx.$executeRaw`delete from orders where id = any(${others}::text[])`;
}
