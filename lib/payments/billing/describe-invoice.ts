import type { Done } from '../../db/tell-written';
import { formatAmount } from '../../kit/money/format-amount';
import type { InvoiceFacts } from '../../stripe/invoice';
import { describeOrder } from '../orders/describe-order';
import type { SettledOrder } from '../orders/settle-order';

/** “Invoice ABC-0002 (in_…) over 20.00 EUR paid: order … now paid, to be fulfilled”. */
export function describeInvoice(invoice: InvoiceFacts, what: string, order: SettledOrder): Done {
  const name = invoice.number ? `${invoice.number} (${invoice.id})` : invoice.id;
  return describeOrder(`Invoice ${name} over ${formatAmount(invoice.amount_due, invoice.currency)} ${what}`, order);
}
