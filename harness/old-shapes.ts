import type Stripe from 'stripe';

type Fields = Record<string, unknown>;

/** An event as an endpoint of an older API version gets it, and what its row lacks or says otherwise for that reason. */
export type OldShape = { version: string; change: (object: Fields) => Fields; row?: Fields };

const without = (object: Fields, ...names: string[]): Fields =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** Before 2022-11-15 a PaymentIntent carried its charges, and until 2025-03-31 it named its invoice. */
const intent: OldShape = {
  version: '2020-08-27',
  change: (object) => ({
    ...without(object, 'latest_charge', 'customer_account', 'payment_details'),
    invoice: null,
    charges: { object: 'list', data: object.latest_charge ? [{ id: object.latest_charge, object: 'charge' }] : [] },
  }),
};

/** Before 2022-11-15 a charge carried its refunds; before that it did not say how much of it was captured. */
const charge: OldShape = {
  version: '2019-05-16',
  change: (object) => {
    const refund = {
      id: `re_of_${object.id}`,
      object: 'refund',
      amount: object.amount_refunded,
      charge: object.id,
      created: object.created,
      currency: object.currency,
      reason: null,
      status: 'succeeded',
    };
    return {
      ...without(object, 'amount_captured', 'disputed', 'radar_options'),
      invoice: null,
      refunds: { object: 'list', data: object.amount_refunded ? [refund] : [], has_more: false },
    };
  },
};

/** The oldest refunds have neither a status nor a PaymentIntent. */
const refund: OldShape = {
  version: '2014-12-22',
  change: (object) =>
    without(object, 'payment_intent', 'destination_details', object.status === 'failed' ? '' : 'status'),
};

const dispute: OldShape = {
  version: '2018-11-08',
  change: (object) => without(object, 'payment_intent', 'payment_method_details', 'enhanced_eligibility_types'),
};

/** A session had no `status` before 2021. */
const session: OldShape = {
  version: '2020-08-27',
  change: (object) => ({
    ...without(object, 'customer_details', object.status === 'expired' ? '' : 'status'),
    customer_email: (object.customer_details as Fields | null)?.email ?? null,
  }),
};

const customer: OldShape = {
  version: '2017-08-15',
  change: (object) => ({
    ...without(object, 'preferred_locales', 'name', 'invoice_settings'),
    sources: { object: 'list', data: [], has_more: false },
  }),
  row: { locale: null, name: null },
};

const deletedCustomer: OldShape = {
  version: '2017-08-15',
  change: ({ id }) => ({ id, object: 'customer', deleted: true }),
  row: { deleted: true, email: null, createdAt: null },
};

/** Until 2025-03-31 an invoice named its subscription and its PaymentIntent. */
const invoice: OldShape = {
  version: '2024-06-20',
  change: (object) => ({
    ...without(object, 'parent', 'payments', 'total_taxes'),
    subscription: 'sub_old',
    payment_intent: 'pi_old',
    charge: object.status === 'paid' ? 'ch_old' : null,
    paid: object.status === 'paid',
  }),
  row: { subscriptionId: 'sub_old' },
};

/** Until 2018-11-08 flags took the place of the status, and until 2019-03-14 `created` was `date`. */
const oldestInvoice: OldShape = {
  version: '2017-08-15',
  change: (object) => ({
    ...without(object, 'parent', 'payments', 'status', 'created', 'amount_paid', 'status_transitions'),
    date: object.created,
    subscription: 'sub_old',
    charge: object.status === 'paid' ? 'ch_old' : null,
    paid: object.status === 'paid',
    forgiven: object.status === 'uncollectible',
    closed: !['draft', 'open'].includes(String(object.status)),
  }),
  row: { subscriptionId: 'sub_old' },
};

/** Until 2025-03-31 the period stood on the subscription. */
const subscription: OldShape = {
  version: '2024-06-20',
  change: (object) => {
    const items = object.items as { data: Fields[] };
    return {
      ...object,
      current_period_start: items.data[0]?.current_period_start,
      current_period_end: items.data[0]?.current_period_end,
      items: { ...items, data: items.data.map((item) => without(item, 'current_period_start', 'current_period_end')) },
    };
  },
};

/** Before there were prices and several items, a subscription had one plan. */
const oldestSubscription: OldShape = {
  version: '2015-10-16',
  change: (object) => {
    const item = (object.items as { data: Fields[] }).data[0] ?? {};
    return {
      ...without(object, 'items', 'currency', 'cancel_at', 'billing_mode'),
      plan: item.plan,
      quantity: item.quantity,
      current_period_start: item.current_period_start,
      current_period_end: item.current_period_end,
    };
  },
};

const setup: OldShape = {
  version: '2019-10-17',
  change: (object) => without(object, 'customer_account', 'flow_directions', 'automatic_payment_methods'),
};

const method: OldShape = {
  version: '2019-10-17',
  change: (object) => without(object, 'customer_account', 'allow_redisplay'),
};

const payout: OldShape = {
  version: '2017-08-15',
  change: (object) => without(object, 'trace_id', 'reconciliation_status', 'original_payout', 'payout_method'),
};

const SHAPES: [prefix: string, ...shapes: OldShape[]][] = [
  ['payment_intent.', intent],
  ['charge.dispute.', dispute],
  ['charge.refund.', refund],
  ['charge.', charge],
  ['refund.', refund],
  ['checkout.session.', session],
  ['customer.subscription.', subscription, oldestSubscription],
  ['customer.deleted', deletedCustomer],
  ['customer.', customer],
  ['invoice.finalization_failed', invoice],
  ['invoice.', invoice, oldestInvoice],
  ['setup_intent.', setup],
  ['payment_method.', method],
  ['payout.', payout],
];

/** The older renderings of an event type that live accounts still send. */
export const oldShapesOf = (type: string): OldShape[] => {
  const [, ...shapes] = SHAPES.find(([prefix]) => type.startsWith(prefix)) ?? [''];
  return shapes;
};

/** The event as the older API version renders it. */
export function inShape(event: Stripe.Event, { version, change }: OldShape): Stripe.Event {
  const object = change(structuredClone(event.data.object) as unknown as Fields);
  return { ...event, api_version: version, data: { ...event.data, object } } as unknown as Stripe.Event;
}
