import type { EventContext } from '../../db/event-context';
import { Prisma } from '../../db/generated/client';
import { describePaymentMethod, type PaymentMethodFacts } from '../../stripe/payment-method';
import { chooseTold, type ToldMethod } from './choose-told';

export type PaymentMethodState = { status: 'attached' | 'detached'; customerId: string | null };

type Written = PaymentMethodState & { contested: boolean };

const newer = Prisma.sql`(p.event_created_at, p.event_id) <= (excluded.event_created_at, excluded.event_id)`;
const sameSecond = Prisma.sql`(p.event_created_at = excluded.event_created_at and p.event_id <> excluded.event_id)`;
const ofTheNewer = (column: string) => {
  const name = Prisma.raw(column);
  return Prisma.sql`${name} = case when ${newer} then excluded.${name} else p.${name} end`;
};

/**
 * Keeps a card or another payment method with whose it is, and returns the state it is in now. One that was detached
 * stays detached, whatever arrives later: Stripe never attaches it again. The newer event's details win; of two in one
 * second those that what they say makes the later ones. Rule: https://docs.stripe.com/api/payment_methods/detach
 */
export async function applyPaymentMethod(
  context: EventContext,
  method: PaymentMethodFacts,
  change: PaymentMethodState,
): Promise<PaymentMethodState> {
  const { contested, ...state } = await write(context, method, change);
  if (contested && !context.fetchedAt) {
    const told = await chooseTold(context, method);
    if (told) await writeDetails(context, told);
  }
  return state;
}

async function write(
  { tx, event }: EventContext,
  method: PaymentMethodFacts,
  change: PaymentMethodState,
): Promise<Written> {
  const { brand, last4, expMonth, expYear, fingerprint } = describePaymentMethod(method);
  // An update tells how it is, not since when.
  const attachedAt = event.type === 'payment_method.attached' ? event.createdAt : null;
  const detachedAt = event.type === 'payment_method.detached' ? event.createdAt : null;
  const columns = ['type', 'brand', 'last4', 'exp_month', 'exp_year', 'fingerprint', 'event_id', 'event_created_at'];
  const [row] = await tx.$queryRaw<Written[]>`
    insert into hookwell.payment_methods as p (
      account, id, livemode, customer_id, type, brand, last4, exp_month, exp_year, fingerprint, status,
      created_at, attached_at, detached_at, event_id, event_created_at
    ) values (
      ${event.account}, ${method.id}, ${event.livemode}, ${change.customerId}, ${method.type}, ${brand}, ${last4},
      ${expMonth}, ${expYear}, ${fingerprint}, ${change.status}::hookwell.payment_method_status, ${method.created}, ${attachedAt},
      ${detachedAt}, ${event.id}, ${event.createdAt}
    )
    on conflict (id, livemode, account, stripe_account) do update set
      ${Prisma.join(columns.map(ofTheNewer))},
      contested = case when ${sameSecond} then true when ${newer} then p.event_id = excluded.event_id and p.contested
        else p.contested end,
      status = greatest(p.status, excluded.status),
      customer_id = case when ${newer} then coalesce(excluded.customer_id, p.customer_id)
        else coalesce(p.customer_id, excluded.customer_id) end,
      attached_at = least(p.attached_at, excluded.attached_at),
      detached_at = least(p.detached_at, excluded.detached_at)
    returning status, customer_id as "customerId",
      contested and event_created_at = ${event.createdAt.toISOString()}::timestamptz as contested`;
  if (!row) throw new Error(`PostgreSQL did not return payment method ${method.id}`);
  return row;
}

/** Writes the details that hold of a second; nothing older than what is there. */
async function writeDetails(
  { tx, event: { account, livemode } }: EventContext,
  { method, event }: ToldMethod,
): Promise<void> {
  const { brand, last4, expMonth, expYear, fingerprint } = describePaymentMethod(method);
  await tx.$executeRaw`
    update hookwell.payment_methods set type = ${method.type}, brand = ${brand}, last4 = ${last4}, exp_month = ${expMonth},
      exp_year = ${expYear}, fingerprint = ${fingerprint}, event_id = ${event.id},
      event_created_at = ${event.createdAt.toISOString()}::timestamptz
    where id = ${method.id} and livemode = ${livemode} and account is not distinct from ${account}::text
      and event_created_at <= ${event.createdAt.toISOString()}::timestamptz`;
}
