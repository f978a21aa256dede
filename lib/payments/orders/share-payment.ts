import { least, sum } from './amounts';
import type { Payment } from './group-purchase';
import type { PurchaseRows } from './purchase-rows';

/** How much of a payment an invoice claims: what the link says, else what the invoice says of itself. */
function claimOf(rows: PurchaseRows, payment: Payment, invoiceId: string): bigint {
  const own = (id: string | null | undefined) => id != null && payment.ids.includes(id);
  const links = rows.invoicePayments.filter(
    (link) => link.invoiceId === invoiceId && !link.detached && (own(link.paymentIntentId) || own(link.chargeId)),
  );
  const stated = links.filter(({ status }) => status === 'paid').map(({ amountPaid }) => amountPaid ?? 0n);
  if (stated.length > 0) return sum(stated);
  if (links.length > 0 && links.every(({ status }) => status === 'canceled')) return 0n;
  const answered = rows.answers
    .filter(({ paymentIntentId }) => own(paymentIntentId))
    .flatMap(({ links: all }) => all.filter(({ invoice, status }) => invoice === invoiceId && status === 'paid'));
  if (answered.some(({ amount_paid }) => amount_paid != null))
    return sum(answered.map(({ amount_paid }) => BigInt(amount_paid ?? 0)));
  const invoice = rows.invoices.find(({ id }) => id === invoiceId);
  if (!invoice) return 0n;
  return invoice.status === 'paid' ? invoice.amountPaid : invoice.amountDue;
}

/** Divides an amount among invoices, the oldest first: what each claims, and what is left over to the oldest. */
function divide(amount: bigint, claims: bigint[]): bigint[] {
  let left = amount;
  const shares = claims.map((claim) => {
    const share = least(claim, left);
    left -= share;
    return share;
  });
  return shares.map((share, nth) => (nth === 0 ? share + left : share));
}

/** What of a payment belongs to a group: all of it, but for one that pays several invoices. */
export function shareOf(rows: PurchaseRows, payment: Payment, invoiceId: string | null, amount: bigint): bigint {
  if (invoiceId === null || payment.invoices.length < 2) return amount;
  const claims = payment.invoices.map((id) => claimOf(rows, payment, id));
  return divide(amount, claims)[payment.invoices.indexOf(invoiceId)] ?? 0n;
}

/**
 * What of a payment's refunds belongs to an invoice: as far as its credit notes say so, the rest by age of the invoices.
 */
export function refundShareOf(
  rows: PurchaseRows,
  payment: Payment,
  invoiceId: string,
  received: bigint,
  refunded: bigint,
): bigint {
  const shares = payment.invoices.map((id) => shareOf(rows, payment, id, received));
  const credited = payment.invoices.map((id, nth) =>
    least(rows.invoices.find((invoice) => invoice.id === id)?.amountCreditedAfter ?? 0n, shares[nth] ?? 0n),
  );
  const covered = payment.invoices.map((_, nth) => {
    const before = sum(credited.slice(0, nth));
    return refunded > before ? least(credited[nth] ?? 0n, refunded - before) : 0n;
  });
  const uncovered = divide(
    refunded - sum(covered),
    shares.map((share, nth) => share - (covered[nth] ?? 0n)),
  );
  const nth = payment.invoices.indexOf(invoiceId);
  return (covered[nth] ?? 0n) + (uncovered[nth] ?? 0n);
}
