import type Stripe from 'stripe';
import { buildEvent, isSimulatedType } from '@/lib/dev/simulator/build';
import type { SimulatedType } from '@/lib/dev/simulator/event-factories';

type Fields = Record<string, unknown>;
type Sibling = { of: SimulatedType; change?: (object: Fields) => Fields };

const draft: Sibling = { of: 'invoice.created', change: () => ({ status: 'draft' }) };
const open: Sibling = { of: 'invoice.finalized' };
const subscription: Sibling = { of: 'customer.subscription.updated' };

/** Types that the simulator does not tell, each by one that carries the same object, and by what is different in it. */
const SIBLINGS: Record<string, Sibling> = {
  // A hold that ran out is told as given back in full: https://docs.stripe.com/payments/place-a-hold-on-a-payment-method
  'charge.expired': {
    of: 'charge.succeeded',
    change: ({ amount }) => ({ captured: false, amount_captured: 0, amount_refunded: amount, refunded: true }),
  },
  'customer.subscription.collection_paused': {
    ...subscription,
    change: () => ({ pause_collection: { behavior: 'void', resumes_at: null } }),
  },
  'customer.subscription.collection_resumed': subscription,
  'customer.subscription.pending_update_applied': subscription,
  'customer.subscription.pending_update_expired': subscription,
  'invoice.deleted': draft,
  'invoice.finalization_failed': {
    ...draft,
    change: () => ({ status: 'draft', last_finalization_error: { message: 'No tax could be computed' } }),
  },
  'invoice.overdue': open,
  'invoice.overpaid': { of: 'invoice.paid', change: () => ({ amount_overpaid: 100 }) },
  'invoice.payment_attempt_required': open,
  'invoice.sent': open,
  'invoice.will_be_due': open,
  'invoice_payment.detached': { of: 'invoice_payment.paid', change: () => ({ status: 'canceled' }) },
  'payment_intent.partially_funded': { of: 'payment_intent.requires_action' },
  'payment_method.card_automatically_updated': { of: 'payment_method.automatically_updated' },
};

/** An event of any type that has a handler: as the simulator tells it, or a sibling's object under its own name. */
export function buildType(type: string, seed = type): Stripe.Event {
  if (isSimulatedType(type)) return buildEvent(type as string, { seed });
  const sibling = SIBLINGS[type];
  if (!sibling) throw new Error(`Neither the simulator nor this file tells ${type}`);
  const event = buildEvent(sibling.of as string, { seed });
  const object = event.data.object as unknown as Fields;
  const data = { ...event.data, object: { ...object, ...sibling.change?.(object) } };
  return { ...event, type, data } as unknown as Stripe.Event;
}
