import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import type { SetValues } from '@/lib/dev/simulator/set-values';
import { type Api, ApiError, type ApiRequest, type Routes } from '../api';
import { textOf } from '../form';

/** https://docs.stripe.com/api/payment_intents. One that is confirmed at once is paid, or declined, at once. */
export const paymentIntentRoutes: Routes = {
  'POST /v1/payment_intents': createPaymentIntent,
  'POST /v1/payment_intents/:id/confirm': confirmPaymentIntent,
  'GET /v1/payment_intents/:id': ({ id }, api) => api.find(id, 'payment_intent').object,
};

function createPaymentIntent({ form }: ApiRequest, api: Api): unknown {
  const amount = Number(textOf(form, 'amount'));
  const currency = textOf(form, 'currency');
  if (!Number.isInteger(amount) || amount < 1) throw new ApiError(400, 'Missing required param: amount.');
  if (!currency) throw new ApiError(400, 'Missing required param: currency.');
  const seed = randomBytes(8).toString('hex');
  const set = {
    'data.object.amount': amount,
    'data.object.currency': currency,
    'data.object.customer': textOf(form, 'customer') ?? null,
    'data.object.description': textOf(form, 'description') ?? null,
    'data.object.metadata': typeof form.metadata === 'object' ? { ...form.metadata } : {},
    'data.object.receipt_email': textOf(form, 'receipt_email') ?? null,
  };
  const intent = api.tell(['payment_intent.created'], set, seed);
  if (textOf(form, 'confirm') !== 'true') return intent;
  return pay(api, set, textOf(form, 'payment_method'), seed);
}

function confirmPaymentIntent({ id, form }: ApiRequest, api: Api): unknown {
  const { object, seed } = api.find(id, 'payment_intent');
  const { amount, currency, customer, description, metadata, receipt_email, status } = object as Stripe.PaymentIntent;
  if (status === 'succeeded')
    throw new ApiError(
      400,
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
      undefined,
      'payment_intent_unexpected_state',
    );
  const known = { amount, currency, customer, description, metadata, receipt_email };
  const set = Object.fromEntries(Object.entries(known).map(([key, value]) => [`data.object.${key}`, value]));
  return pay(api, set, textOf(form, 'payment_method'), seed);
}

function pay(api: Api, set: SetValues, method: string | undefined, seed: string): object {
  if (method === 'pm_card_chargeDeclined') {
    api.tell(['charge.failed', 'payment_intent.payment_failed'], set, seed);
    throw new ApiError(402, 'Your card was declined.', 'card_error', 'card_declined');
  }
  return api.tell(['charge.succeeded', 'payment_intent.succeeded'], set, seed);
}
