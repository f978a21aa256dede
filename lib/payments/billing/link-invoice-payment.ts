import type { EventContext } from '../../db/event-context';
import type { InvoicePaymentFacts } from '../../stripe/invoice-payment';
import { mergeLink } from '../orders/merge-object';
import type { SettledOrder } from '../orders/settle-order';
import { writeInvoicePayment } from './write-invoice-payment';

/**
 * Keeps what links an invoice and a payment, and brings their orders to what it says: since API version 2025-03-31 neither
 * names the other, one payment may pay several invoices, and a link may be undone.
 * Rule: https://docs.stripe.com/changelog/basil/2025-03-31/add-support-for-multiple-partial-payments-on-invoices
 */
export function linkInvoicePayment(context: EventContext, link: InvoicePaymentFacts): Promise<SettledOrder> {
  const refs = [link.invoice, link.payment.payment_intent, link.payment.charge].filter((ref) => ref !== null);
  return mergeLink(context, { refs, startedAt: link.created }, () => writeInvoicePayment(context, link));
}
