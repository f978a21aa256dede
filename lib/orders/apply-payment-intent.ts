import type { EventContext } from '../db/event-context';
import { type PaymentIntentFacts, paymentIntentRank } from '../stripe/payment-intent';
import { cleanMetadata } from '../text';
import { resolveOrder } from './resolve-order';
import { type SettledOrder, settleOrder } from './settle-order';

/**
 * Merges a PaymentIntent into its order. The further state wins; within one state Stripe's later `created`, and within
 * one second the larger event id, so that any order of arrival ends in the same row.
 */
export async function applyPaymentIntent(context: EventContext, intent: PaymentIntentFacts): Promise<SettledOrder> {
  const { tx, event } = context;
  const refs = [intent.id, ...(intent.latest_charge ? [intent.latest_charge] : [])];
  const resolved = await resolveOrder(context, refs, intent.created);
  const succeededAt = intent.status === 'succeeded' ? event.createdAt : null;
  await tx.$executeRaw`
    insert into payment_intents as p (
      account, id, livemode, order_id, status, amount, amount_received, currency, customer_id, receipt_email,
      latest_charge_id, metadata, created_at, succeeded_at, state_rank, event_id, event_created_at
    ) values (
      ${event.account}, ${intent.id}, ${event.livemode}, ${resolved.id}, ${intent.status}, ${intent.amount},
      ${intent.amount_received}, ${intent.currency}, ${intent.customer}, ${intent.receipt_email}, ${intent.latest_charge},
      ${cleanMetadata(intent.metadata)}::jsonb, ${intent.created}, ${succeededAt}, ${paymentIntentRank(intent.status)},
      ${event.id}, ${event.createdAt}
    )
    on conflict (account, id) do update set
      status = excluded.status, amount = excluded.amount, amount_received = excluded.amount_received,
      currency = excluded.currency, customer_id = excluded.customer_id, receipt_email = excluded.receipt_email,
      latest_charge_id = excluded.latest_charge_id, metadata = excluded.metadata,
      succeeded_at = least(p.succeeded_at, excluded.succeeded_at), state_rank = excluded.state_rank,
      event_id = excluded.event_id, event_created_at = excluded.event_created_at
    where (p.state_rank, p.event_created_at, p.event_id) < (excluded.state_rank, excluded.event_created_at, excluded.event_id)`;
  return settleOrder(context, resolved);
}
