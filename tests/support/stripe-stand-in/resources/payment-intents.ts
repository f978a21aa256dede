import { type Api, ApiError, type ApiRequest, type Routes } from '../api';
import { textOf } from '../form';

/** https://docs.stripe.com/api/payment_intents. One that is confirmed at once is paid, or declined, at once. */
export const paymentIntents: Routes = {
  'POST /v1/payment_intents': createPaymentIntent,
  'GET /v1/payment_intents/:id': ({ id }, api) => api.find(id, 'payment_intent').object,
};

function createPaymentIntent({ form }: ApiRequest, api: Api): unknown {
  const amount = Number(textOf(form, 'amount'));
  const currency = textOf(form, 'currency');
  if (!Number.isInteger(amount) || amount < 1) throw new ApiError(400, 'Missing required param: amount.');
  if (!currency) throw new ApiError(400, 'Missing required param: currency.');
  const set = {
    'data.object.amount': amount,
    'data.object.currency': currency,
    'data.object.customer': textOf(form, 'customer') ?? null,
    'data.object.description': textOf(form, 'description') ?? null,
    'data.object.metadata': typeof form.metadata === 'object' ? { ...form.metadata } : {},
    'data.object.receipt_email': textOf(form, 'receipt_email') ?? null,
  };
  if (textOf(form, 'confirm') !== 'true') return api.tell(['payment_intent.created'], set);
  if (textOf(form, 'payment_method') === 'pm_card_chargeDeclined') {
    api.tell(['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'], set);
    throw new ApiError(402, 'Your card was declined.', 'card_error', 'card_declined');
  }
  return api.tell(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'], set);
}
