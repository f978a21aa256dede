import type { Routes } from '../api';

/** What an event of an invoice payment told: https://docs.stripe.com/api/invoice-payment/list */
export const invoicePaymentRoutes: Routes = {
  'GET /v1/invoice_payments': ({ query }, api) => {
    const payment = query.get('payment[payment_intent]');
    const told = [...api.events.values()]
      .map((payload) => JSON.parse(payload))
      .filter(({ type }) => String(type).startsWith('invoice_payment.'))
      .map(({ data }) => data.object as { id: string; payment: { payment_intent?: string } });
    const data = [...new Map(told.map((link) => [link.id, link])).values()].filter(
      (link) => link.payment.payment_intent === payment,
    );
    return { object: 'list', url: '/v1/invoice_payments', has_more: false, data };
  },
};
