import type { Transaction } from '../../db/client';
import { Prisma } from '../../db/generated/client';
import { lockPurchase } from '../../payments/orders/order-refs';
import { PERSONAL_COLUMNS, REDACTED } from '../redaction/personal-columns';
import { redactMails } from '../redaction/redact-mails';

const said = (column: string) => `${column} = case when ${column} is not null then '${REDACTED}' end`;

/** What of each projection goes, in SQL; `ofOrder`: its rows belong to orders. Money, times, states and ids are not here. */
const PROJECTIONS = [
  { table: 'customers', set: `email = null, name = null, locale = null, locales = '{}'`, ofOrder: false },
  {
    table: 'payment_methods',
    set: 'brand = null, last4 = null, exp_month = null, exp_year = null, fingerprint = null',
    ofOrder: false,
  },
  { table: 'setup_intents', set: said('failure_message'), ofOrder: false },
  { table: 'payment_intents', set: `receipt_email = null, metadata = '{}', ${said('failure_message')}`, ofOrder: true },
  {
    table: 'checkout_sessions',
    set: `customer_email = null, locale = null, client_reference_id = null, metadata = '{}'`,
    ofOrder: true,
  },
  { table: 'charges', set: `email = null, ${said('failure_message')}`, ofOrder: true },
  { table: 'invoices', set: `customer_email = null, metadata = '{}'`, ofOrder: true },
];

/**
 * Removes what is personal from everything that belongs to these objects: projections, the recorded changes of them,
 * effects and mails of their orders. Under the locks that a merge takes, so that no event works on the same purchase and no
 * mail is on its way meanwhile. Returns the rows cleaned by table.
 */
export async function cleanObjects(
  tx: Transaction,
  account: string | null,
  ids: string[],
): Promise<Record<string, number>> {
  for (const livemode of [false, true]) await lockPurchase(tx, { account, livemode }, ids);
  const own = Prisma.sql`account is not distinct from ${account}::text`;
  const orders = (
    await tx.$queryRaw<
      { id: string }[]
    >`select distinct order_id as id from hookwell.order_refs where ref = any(${ids}::text[]) and ${own}`
  ).map(({ id }) => id);
  const effects = await lockEffects(tx, orders);
  const counts: Record<string, number> = {};
  for (const { table, set, ofOrder } of PROJECTIONS) {
    const which = ofOrder
      ? Prisma.sql`(id = any(${ids}::text[]) or order_id = any(${orders}::text[]))`
      : Prisma.sql`id = any(${ids}::text[])`;
    counts[table] =
      await tx.$executeRaw`update ${Prisma.raw(`hookwell.${table}`)} set ${Prisma.raw(set)} where ${which} and ${own}`;
  }
  counts.orders = await tx.$executeRaw`
    update hookwell.orders set customer_email = null, client_reference_id = null, metadata = '{}',
      hold_detail = case when hold_code = 'held_by_handler' then ${REDACTED} else hold_detail end
    where id = any(${orders}::text[])`;
  counts.order_holds =
    await tx.$executeRaw`update hookwell.order_holds set reason = ${REDACTED} where order_id = any(${orders}::text[])`;
  counts.event_changes = await tx.$executeRaw`
    update hookwell.event_changes set before = before - ${PERSONAL_COLUMNS}::text[], after = after - ${PERSONAL_COLUMNS}::text[]
    where (object_id = any(${ids}::text[]) or order_id = any(${orders}::text[]) or object_id = any(${effects}::text[]))
      and (coalesce(before, '{}') || coalesce(after, '{}')) ?| ${PERSONAL_COLUMNS}::text[]`;
  counts.effects = await cleanEffects(tx, effects);
  counts.mails = await redactMails(tx, effects);
  return counts;
}

/** An effect holds this lock while it runs: wait for it, and see what it wrote. */
async function lockEffects(tx: Transaction, orders: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    select key, pg_advisory_xact_lock(hashtextextended('effect:' || key, 0))::text
    from (select key from hookwell.effects where order_id = any(${orders}::text[]) order by key) as running`;
  return rows.map(({ key }) => key);
}

/** A receipt that has not left is not sent any more: there is nobody to send it to. */
async function cleanEffects(tx: Transaction, keys: string[]): Promise<number> {
  const count = await tx.$executeRaw`
    update hookwell.effects set
      status = case when kind = 'receipt' and status in ('pending', 'retrying', 'failed') then 'skipped' else status end,
      completed_at = case when kind = 'receipt' and status in ('pending', 'retrying', 'failed') then now() else completed_at end,
      result = case when kind = 'receipt' and status in ('pending', 'retrying', 'failed') then '{"reason": "erased"}'::jsonb
        when status = 'done' and result is not null then '{"redacted": true}'::jsonb else result end,
      last_error = case when last_error is not null then ${REDACTED} end
    where key = any(${keys}::text[])`;
  await forgetJobErrors(
    tx,
    keys.map((key) => `effect:${key}`),
  );
  return count;
}

/** The queue keeps the last error of a job that is tried again. */
export const forgetJobErrors = (tx: Transaction, keys: string[]): Promise<number> =>
  tx.$executeRaw`
    update hookwell_worker._private_jobs set last_error = ${REDACTED} where key = any(${keys}::text[]) and last_error is not null`;
