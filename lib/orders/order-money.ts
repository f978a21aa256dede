import type { Charge, CheckoutSession, Dispute, Invoice, PaymentIntent } from '../db/generated/client';
import type { Group, Payment } from './group-purchase';
import type { PurchaseRows } from './purchase-rows';
import { givenBack } from './refunded-amount';

/** Which way money moved: through Stripe or outside of it, back to the customer, or to a bank that disputes and back. */
export type MovementKind = 'received' | 'outside' | 'refunded' | 'withdrawn' | 'reinstated';

/** Money that moved, in the minor unit of its currency. */
export type Movement = { kind: MovementKind; amount: bigint; currency: string; movedAt: Date; ref: string };

/** What one payment brought. `complete`: nothing more is to come of it. */
export type Received = { ref: string; amount: bigint; currency: string | null; at: Date; complete: boolean };

/** A payment's rows. */
export type PaymentRows = {
  intents: PaymentIntent[];
  charges: Charge[];
  sessions: CheckoutSession[];
  disputes: Dispute[];
};

const sum = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
const ascending = (...amounts: bigint[]): bigint[] => amounts.sort((a, b) => Number(a > b) - Number(a < b));
const most = (...amounts: bigint[]): bigint => ascending(...amounts).at(-1) ?? 0n;
const least = (...amounts: bigint[]): bigint => ascending(...amounts)[0] ?? 0n;

/** The rows that belong to a payment. */
export function rowsOfPayment(rows: PurchaseRows, { ids }: Payment): PaymentRows {
  const own = new Set(ids);
  const isOwn = (id: string | null) => id !== null && own.has(id);
  return {
    intents: rows.paymentIntents.filter(({ id }) => isOwn(id)),
    charges: rows.charges.filter(({ id }) => isOwn(id)),
    sessions: rows.checkoutSessions.filter(({ id }) => isOwn(id)),
    disputes: rows.disputes.filter(({ chargeId, paymentIntentId }) => isOwn(chargeId) || isOwn(paymentIntentId)),
  };
}

export const isPaidSession = (session: CheckoutSession): boolean =>
  ['paid', 'no_payment_required'].includes(session.paymentStatus) && session.status !== 'open';

const isTaken = (charge: Charge): boolean => charge.status === 'succeeded' && charge.captured;

/** What a bank transfer has brought so far, where the intent asks for the rest. */
const fundedOf = ({ amount, amountRemaining }: PaymentIntent): bigint =>
  amountRemaining === null || amountRemaining > amount ? 0n : amount - amountRemaining;

/**
 * What a payment brought so far: the intent's own word once it has succeeded; before that, what was captured or funded of
 * it, which is there already. A session speaks only where nothing else does.
 */
export function receivedOf({ intents, charges, sessions }: PaymentRows): Received[] {
  const ofIntents = intents.map((intent) => {
    const captured = charges.filter((charge) => charge.paymentIntentId === intent.id && isTaken(charge));
    const complete = intent.status === 'succeeded';
    const soFar = most(intent.amountReceived, sum(captured.map((charge) => charge.amountCaptured)), fundedOf(intent));
    return {
      ref: intent.id,
      amount: complete ? intent.amountReceived : soFar,
      currency: intent.currency,
      at: intent.succeededAt ?? intent.eventCreatedAt,
      complete,
    };
  });
  const known = new Set(intents.map(({ id }) => id));
  const alone = charges.filter(
    (charge) => isTaken(charge) && !(charge.paymentIntentId && known.has(charge.paymentIntentId)),
  );
  const ofCharges = alone.map((charge) => ({
    ref: charge.id,
    amount: charge.amountCaptured,
    currency: charge.currency,
    at: charge.createdAt,
    // One of an intent that has not told yet may be one of several captures.
    complete: charge.paymentIntentId === null,
  }));
  const told = [...ofIntents, ...ofCharges];
  if (told.some(({ complete }) => complete)) return told;
  const paid = sessions.filter(isPaidSession).map((session) => ({
    ref: session.id,
    amount: session.amountTotal ?? 0n,
    currency: session.currency,
    at: session.paidAt ?? session.eventCreatedAt,
    complete: true,
  }));
  return paid.length > 0 ? paid : told;
}

/** How much of a payment an invoice claims: what the link says, else what the invoice says of itself. */
function claimOf(rows: PurchaseRows, payment: Payment, invoiceId: string): bigint {
  const own = (id: string | null | undefined) => id != null && payment.ids.includes(id);
  const links = rows.invoicePayments.filter(
    (link) => link.invoiceId === invoiceId && !link.detached && (own(link.paymentIntentId) || own(link.chargeId)),
  );
  const stated = links.filter(({ status }) => status === 'paid').map(({ amountPaid }) => amountPaid ?? 0n);
  if (stated.length > 0) return sum(stated);
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
function refundShareOf(
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

/** Cuts a list of moved money down to a share of it, the earliest first. */
function cutTo<T extends { amount: bigint }>(moved: T[], share: bigint): T[] {
  let left = share;
  return moved.flatMap((one) => {
    const amount = least(one.amount, left);
    left -= amount;
    return amount > 0n ? [{ ...one, amount }] : [];
  });
}

/** What an invoice says was settled outside of Stripe. https://docs.stripe.com/invoicing/integration/workflow-transitions */
function outsideOf(rows: PurchaseRows, invoice: Invoice, throughStripe: bigint): bigint {
  const recorded = rows.invoicePayments
    .filter((link) => link.invoiceId === invoice.id && link.paymentRecordId && link.status === 'paid' && !link.detached)
    .map(({ amountPaid }) => amountPaid ?? 0n);
  const stated = most(invoice.amountOutside, sum(recorded));
  if (!invoice.paidOutside || invoice.status !== 'paid') return stated;
  // Marked as paid without a payment: over what was due, also where `amount_paid` stays 0.
  return most(stated, most(invoice.amountPaid, invoice.amountDue) - throughStripe, 0n);
}

/** The parts of an order's money. `complete`: what was received by payments of which nothing more is to come. */
export type OrderMoney = { movements: Movement[]; complete: bigint; payments: Received[]; outside: bigint };

/**
 * Every movement of an order's money, each counted once: the one place that knows. What several sources tell of one invoice
 * (a card, a transfer outside of Stripe, another charge) adds up; what an invoice says it received beyond that was brought
 * by a payment that has not been heard of.
 */
export function orderMoney(rows: PurchaseRows, group: Group, currency: string | null): OrderMoney {
  const { invoiceId } = group;
  const invoice = rows.invoices.find(({ id }) => id === invoiceId);
  const code = (own: string | null | undefined) => own ?? currency ?? '';
  const payments = group.payments.flatMap((payment) => {
    const all = receivedOf(rowsOfPayment(rows, payment));
    const share = shareOf(rows, payment, invoiceId, sum(all.map(({ amount }) => amount)));
    return payment.invoices.length < 2 ? all : withZero(cutTo(all, share), all);
  });
  const throughStripe = sum(payments.map(({ amount }) => amount));
  const outside = invoice ? outsideOf(rows, invoice, throughStripe) : 0n;
  const unheard = invoice ? most(invoice.amountPaid - throughStripe - outside, 0n) : 0n;
  const movements: Movement[] = [
    ...payments
      .filter(({ amount }) => amount > 0n)
      .map(({ ref, amount, currency: own, at }) => ({
        kind: 'received' as const,
        amount,
        currency: code(own),
        movedAt: at,
        ref,
      })),
    ...group.payments.flatMap((payment) => refundsOf(rows, payment, invoiceId, code)),
    ...group.payments.flatMap((payment) => disputedOf(rows, payment, invoiceId, code(payments[0]?.currency))),
  ];
  if (invoice) {
    const at = invoice.paidAt ?? invoice.eventCreatedAt;
    const own = { currency: invoice.currency, movedAt: at, ref: invoice.id };
    if (outside > 0n) movements.push({ kind: 'outside', amount: outside, ...own });
    if (unheard > 0n) movements.push({ kind: 'received', amount: unheard, ...own });
  }
  const complete = payments.filter((payment) => payment.complete).map(({ amount }) => amount);
  return { movements, complete: sum(complete), payments, outside };
}

/** A payment of which nothing belongs here was made all the same. */
const withZero = (cut: Received[], all: Received[]): Received[] =>
  cut.length > 0 ? cut : all.slice(0, 1).map((one) => ({ ...one, amount: 0n }));

function refundsOf(
  rows: PurchaseRows,
  payment: Payment,
  invoiceId: string | null,
  code: (own: string | null) => string,
): Movement[] {
  const { intents, charges } = rowsOfPayment(rows, payment);
  const isOwn = (id: string | null) => id !== null && payment.ids.includes(id);
  const refunds = rows.refunds.filter(({ chargeId, paymentIntentId }) => isOwn(chargeId) || isOwn(paymentIntentId));
  const given = givenBack({ charges, refunds, paymentIntents: intents });
  const currency = refunds[0]?.currency ?? charges[0]?.currency ?? intents[0]?.currency ?? null;
  const share =
    invoiceId === null || payment.invoices.length < 2
      ? given
      : cutTo(
          given,
          refundShareOf(
            rows,
            payment,
            invoiceId,
            sum(receivedOf(rowsOfPayment(rows, payment)).map(({ amount }) => amount)),
            sum(given.map(({ amount }) => amount)),
          ),
        );
  return share.map(({ ref, amount, at }) => ({ kind: 'refunded', amount, currency: code(currency), movedAt: at, ref }));
}

/** What disputes moved, in the order's own currency; of a shared payment it stands with the oldest invoice. */
function disputedOf(rows: PurchaseRows, payment: Payment, invoiceId: string | null, currency: string): Movement[] {
  if (invoiceId !== null && payment.invoices[0] !== invoiceId) return [];
  const own = new Set(rowsOfPayment(rows, payment).disputes.map(({ id }) => id));
  return rows.disputeMovements
    .filter((moved) => own.has(moved.disputeId) && moved.currency === currency && moved.amount !== 0n)
    .map((moved) => ({
      kind: moved.amount < 0n ? ('withdrawn' as const) : ('reinstated' as const),
      amount: moved.amount < 0n ? -moved.amount : moved.amount,
      currency: moved.currency,
      movedAt: moved.createdAt,
      ref: moved.id,
    }));
}
