import type { Invoice } from '../../db/generated/client';
import { least, most, sum } from './amounts';
import { givenBack } from './given-back';
import type { Payment, PurchaseGroup } from './group-purchase';
import { type Received, receivedOf, rowsOfPayment } from './payment-money';
import type { PurchaseRows } from './purchase-rows';
import { refundShareOf, shareOf } from './share-payment';

/** Which way money moved: through Stripe or outside of it, back to the customer, or to a bank that disputes and back. */
export type MovementKind = 'received' | 'outside' | 'refunded' | 'withdrawn' | 'reinstated';

/** Money that moved, in the minor unit of its currency. */
export type Movement = { kind: MovementKind; amount: bigint; currency: string; movedAt: Date; ref: string };

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
  if (invoice.status !== 'paid') return stated;
  // Marked as paid without a payment: over what was due, also where `amount_paid` stays 0.
  const all = most(invoice.amountPaid, invoice.amountDue);
  return most(stated, all - (invoice.paidOutside ? throughStripe : most(invoice.amountPaid, throughStripe)), 0n);
}

/** The parts of an order's money. `complete`: what was received by payments of which nothing more is to come. */
export type ComputedMoney = { movements: Movement[]; complete: bigint; payments: Received[]; outside: bigint };

/**
 * Every movement of an order's money, each counted once: the one place that knows. What several sources tell of one invoice
 * (a card, a transfer outside of Stripe, another charge) adds up; what an invoice says it received beyond that was brought
 * by a payment that has not been heard of.
 */
export function orderMoney(rows: PurchaseRows, group: PurchaseGroup, currency: string | null): ComputedMoney {
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

/**
 * What disputes moved, in the order's own currency; of a shared payment it stands with the oldest invoice. A balance in
 * another currency has it converted at the rate of the dispute's first withdrawal, which took the disputed amount.
 */
function disputedOf(rows: PurchaseRows, payment: Payment, invoiceId: string | null, currency: string): Movement[] {
  if (invoiceId !== null && payment.invoices[0] !== invoiceId) return [];
  return rowsOfPayment(rows, payment).disputes.flatMap((dispute) => {
    const moved = rows.disputeMovements
      .filter(({ disputeId, amount }) => disputeId === dispute.id && amount !== 0n)
      .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
    const taken = moved.find(({ amount }) => amount < 0n);
    const convert = (amount: bigint, of: string) =>
      of === currency ? amount : taken ? divideRounded(amount * dispute.amount, absolute(taken.amount)) : null;
    return moved.flatMap((one): Movement[] => {
      const amount = convert(absolute(one.amount), one.currency);
      const kind = one.amount < 0n ? 'withdrawn' : 'reinstated';
      return amount === null ? [] : [{ kind, amount, currency, movedAt: one.createdAt, ref: one.id }];
    });
  });
}

const absolute = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
const divideRounded = (amount: bigint, by: bigint): bigint => (2n * amount + by) / (2n * by);
