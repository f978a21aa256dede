import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import { buildEvent } from '@/lib/dev/simulator/build';
import { type Api, ApiError, type ApiRequest, type Routes } from '../api';
import { type Form, textOf } from '../form';

/** https://docs.stripe.com/api/checkout/sessions. `pay` is not Stripe's: it stands for the customer on the hosted page. */
export const checkoutSessionRoutes: Routes = {
  'POST /v1/checkout/sessions': createSession,
  'GET /v1/checkout/sessions/:id': ({ id }, api) => api.find(id, 'checkout.session').object,
  'POST /v1/checkout/sessions/:id/pay': paySession,
};

function createSession({ form }: ApiRequest, api: Api): unknown {
  const amount = Object.values((form.line_items as Form | undefined) ?? {}).reduce(
    (sum, item) => sum + amountOf(item as Form),
    0,
  );
  if (!Number.isInteger(amount) || amount < 1) throw new ApiError(400, 'Missing required param: line_items.');
  if (!textOf(form, 'success_url')) throw new ApiError(400, 'Missing required param: success_url.');
  const seed = randomBytes(8).toString('hex');
  const { object } = buildEvent('checkout.session.completed', { seed }).data;
  const session: Stripe.Checkout.Session = {
    ...object,
    amount_subtotal: amount,
    amount_total: amount,
    currency: 'usd',
    cancel_url: textOf(form, 'cancel_url') ?? null,
    customer: null,
    customer_details: null,
    metadata: { ...(form.metadata as Record<string, string> | undefined) },
    payment_intent: null,
    payment_status: 'unpaid',
    status: 'open',
    success_url: textOf(form, 'success_url') ?? null,
    url: `https://checkout.stripe.com/c/pay/${object.id}`,
  };
  return api.keep(session, seed);
}

function amountOf(item: Form): number {
  const price = item.price_data as Form | undefined;
  return Number(textOf(item, 'quantity')) * Number(price && textOf(price, 'unit_amount'));
}

function paySession({ id }: ApiRequest, api: Api): unknown {
  const { object, seed } = api.find(id, 'checkout.session');
  const { amount_total, currency, metadata, success_url } = object as Stripe.Checkout.Session;
  const set = { 'data.object.currency': currency, 'data.object.metadata': metadata };
  api.tell(['charge.succeeded', 'payment_intent.succeeded'], { ...set, 'data.object.amount': amount_total }, seed);
  return api.tell(
    ['checkout.session.completed'],
    { ...set, 'data.object.amount_total': amount_total, 'data.object.success_url': success_url },
    seed,
  );
}
