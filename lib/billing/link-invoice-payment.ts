import type { EventContext } from '../db/event-context';
import { readOrderRows } from '../orders/order-rows';
import { resolveOrder } from '../orders/resolve-order';
import { type SettledOrder, settleOrder } from '../orders/settle-order';
import type { InvoicePaymentFacts } from '../stripe/invoice-payment';

/**
 * Joins an invoice and the payment that paid it into one order: since API version 2025-03-31 neither names the other.
 * Rule: https://docs.stripe.com/changelog/basil/2025-03-31/add-support-for-multiple-partial-payments-on-invoices
 */
export async function linkInvoicePayment(context: EventContext, link: InvoicePaymentFacts): Promise<SettledOrder> {
  const refs = [link.invoice, link.payment.payment_intent, link.payment.charge].filter((ref) => ref !== null);
  const resolved = await resolveOrder(context, { refs, startedAt: link.created });
  return settleOrder(context, resolved, 'updated', await readOrderRows(context.tx, resolved.id));
}
