import type { EventContext } from '../../db/event-context';
import { upsertObject } from '../../db/upsert-object';
import type { ObjectRow, Upserted } from '../../db/upsert-statement';
import { type InvoicePaymentFacts, invoicePaymentSchema, invoicePaymentState } from '../../stripe/invoice-payment';

const rowOf = ({ event }: Pick<EventContext, 'event'>, link: InvoicePaymentFacts): ObjectRow => ({
  table: 'invoice_payments',
  state: invoicePaymentState(link),
  columns: {
    id: link.id,
    invoice_id: link.invoice,
    payment_intent_id: link.payment.payment_intent,
    charge_id: link.payment.charge,
    payment_record_id: link.payment.payment_record,
    amount_paid: link.amount_paid,
    currency: link.currency,
    status: link.status,
    detached: event.type === 'invoice_payment.detached',
    created_at: link.created,
    paid_at: link.status_transitions?.paid_at ?? null,
  },
  // A link that was undone is not made again: Stripe makes another one.
  merged: { latched: ['detached'] },
  retell: (told, object) => rowOf({ event: told }, invoicePaymentSchema.parse(object)),
});

/** Keeps what links an invoice and a payment, told by an event of its own or by the invoice. */
export const writeInvoicePayment = (context: EventContext, link: InvoicePaymentFacts): Promise<Upserted> => {
  const { retell, ...row } = rowOf(context, link);
  const isOwn = context.event.type.startsWith('invoice_payment.');
  return upsertObject(context, isOwn ? { ...row, retell } : row);
};
