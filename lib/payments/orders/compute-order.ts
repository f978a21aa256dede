import type { Charge, CheckoutSession, Invoice, OrderStatus } from '../../db/generated/client';
import { marksOrder, worstDispute } from '../../stripe/dispute';
import type { PurchaseGroup } from './group-purchase';
import { type ComputedMoney, type Movement, type MovementKind, orderMoney } from './order-money';
import { isPaidSessionRow } from './payment-money';
import type { PurchaseRows } from './purchase-rows';

/** The columns of an order that are computed from its rows. */
export type ComputedOrder = {
  status: OrderStatus;
  paymentIntentId: string | null;
  checkoutSessionId: string | null;
  invoiceId: string | null;
  subscriptionId: string | null;
  customerId: string | null;
  customerEmail: string | null;
  clientReferenceId: string | null;
  billingReason: string | null;
  amount: bigint;
  amountReceived: bigint;
  amountOutside: bigint;
  amountRefunded: bigint;
  amountDisputed: bigint;
  amountPresented: bigint | null;
  currencyPresented: string | null;
  currency: string | null;
  disputeStatus: string | null;
  metadata: Record<string, unknown>;
  createdAt: Date | null;
  paidAt: Date | null;
};

const byAge = <T extends { createdAt: Date; id: string }>(rows: T[]): T[] =>
  [...rows].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
const times = (dates: (Date | null | undefined)[]): Date[] => dates.filter((date) => date != null);
const earliest = (dates: (Date | null | undefined)[]): Date | null =>
  times(dates).reduce<Date | null>((least, date) => (!least || date < least ? date : least), null);
const latest = (dates: (Date | null | undefined)[]): Date | null =>
  times(dates).reduce<Date | null>((most, date) => (!most || date > most ? date : most), null);
const first = <T>(...values: (T | null | undefined)[]): T | null => values.find((value) => value != null) ?? null;

/** The rows of one order, out of all that hang together. A payment that is shared stands in each of its orders. */
export function rowsOfGroup(rows: PurchaseRows, group: PurchaseGroup) {
  const ids = new Set([...group.payments.flatMap((payment) => payment.ids), ...group.sessionIds]);
  const isOwn = (id: string | null) => id !== null && ids.has(id);
  const isPaymentOf = (row: { chargeId: string | null; paymentIntentId: string | null }) =>
    isOwn(row.chargeId) || isOwn(row.paymentIntentId);
  return {
    paymentIntents: byAge(rows.paymentIntents.filter(({ id }) => isOwn(id))),
    checkoutSessions: byAge(rows.checkoutSessions.filter(({ id }) => isOwn(id))),
    charges: byAge(rows.charges.filter(({ id }) => isOwn(id))),
    refunds: byAge(rows.refunds.filter(isPaymentOf)),
    disputes: byAge(rows.disputes.filter(isPaymentOf)),
    reviews: byAge(rows.reviews.filter(isPaymentOf)),
    invoices: rows.invoices.filter(({ id }) => id === group.invoiceId),
  };
}

export type GroupRows = ReturnType<typeof rowsOfGroup>;

/** A hold that was given up: nothing was captured, and nothing of it is left. */
const isReleased = (charge: Charge) =>
  !charge.captured && (charge.expired || (charge.amount > 0n && charge.amountRefunded >= charge.amount));

/** An intent that still says that there is something to capture, and whose hold is over. */
function isHoldOver({ id, status }: GroupRows['paymentIntents'][number], charges: Charge[]): boolean {
  const own = charges.filter(({ paymentIntentId }) => paymentIntentId === id).at(-1);
  return status === 'requires_capture' && own !== undefined && isReleased(own);
}

/**
 * Whether a settled invoice is a purchase: one over 0 is (a trial, a coupon of 100 %), one that was credited away before
 * anything was paid is not, nor is the credit of a downgrade. https://docs.stripe.com/invoicing/dashboard/credit-notes
 */
function isBought({ amountTotal, amountCreditedBefore, amountPaid, ...invoice }: Invoice): boolean {
  if (amountTotal === null) return true;
  if (amountTotal < 0n) return false;
  const nothingCame = amountPaid === 0n && invoice.amountFromBalance === 0n && !invoice.paidOutside;
  return !(amountTotal > 0n && amountCreditedBefore >= amountTotal && nothingCame);
}

type Payment = { paid: boolean; paidAt: Date | null };

/** An invoice is paid as a whole: docs/decisions/0005. Without one, a payment that is complete pays its order. */
function payment(rows: GroupRows, { payments, complete, outside }: ComputedMoney): Payment {
  const [invoice] = rows.invoices;
  const done = payments.filter((received) => received.complete);
  if (!invoice) {
    const paid = done.length > 0;
    const sessions = rows.checkoutSessions.filter((session) => session.mode === 'payment' && isPaidSessionRow(session));
    const moments = [...done.map(({ at }) => at), ...sessions.map(({ paidAt }) => paidAt)];
    return { paid, paidAt: paid ? earliest(moments) : null };
  }
  if (invoice.status === 'paid')
    return isBought(invoice)
      ? { paid: true, paidAt: invoice.paidAt ?? latest(done.map(({ at }) => at)) ?? invoice.eventCreatedAt }
      : { paid: false, paidAt: null };
  const due = invoice.status === 'void' ? 0n : invoice.amountDue;
  const paid = done.length > 0 && complete + outside >= due;
  return { paid, paidAt: paid ? latest(done.map(({ at }) => at)) : null };
}

type Way = { kind: string; status: string | null; failed: boolean };

/** Everything that could have brought the money has come to an end without it. */
function ended(rows: GroupRows, isOver: (way: Way) => boolean): boolean {
  const known = new Set(rows.paymentIntents.map(({ id }) => id));
  const ways = [
    ...rows.paymentIntents.map((row) => ({
      kind: 'intent',
      status: isHoldOver(row, rows.charges) ? 'canceled' : row.status,
      failed: row.failureMessage !== null || row.failureCode !== null,
    })),
    ...rows.invoices.map((row) => ({
      kind: 'invoice',
      status: row.status === 'paid' && !isBought(row) ? 'void' : row.status,
      failed: row.paymentFailed || row.status === 'uncollectible',
    })),
    ...rows.charges
      .filter((row) => !row.paymentIntentId || !known.has(row.paymentIntentId))
      .map((row) => ({
        kind: 'charge',
        status: isReleased(row) ? 'canceled' : row.status,
        // After a charge that failed its intent may try another.
        failed: row.status === 'failed' && !row.paymentIntentId,
      })),
  ];
  const sessions = rows.checkoutSessions
    .filter(({ mode }) => mode !== 'subscription')
    .map((row) => ({ kind: 'session', status: row.status, failed: row.paymentFailed }));
  // A session's end counts only where nothing inside it knows better.
  const all = ways.length > 0 ? ways : sessions;
  return all.length > 0 && all.every(isOver);
}

const isCanceled = ({ status }: Pick<Way, 'status'>) => ['canceled', 'void', 'expired'].includes(status ?? '');
const isFailed = ({ kind, status, failed }: Way) =>
  isCanceled({ status }) || (failed && !(kind === 'intent' && status !== 'requires_payment_method'));

/** The first rule that holds decides. Status is never assigned anywhere else. See docs/orders.md. */
function computeStatus(rows: GroupRows, paid: boolean, received: bigint, refunded: bigint): OrderStatus {
  if (rows.disputes.some((dispute) => marksOrder(dispute.status))) return 'disputed';
  if (refunded > 0n) return refunded < received ? 'partially_refunded' : 'refunded';
  if (paid) return 'paid';
  const [invoice] = rows.invoices;
  // What was settled without a purchase, or is void, is over, whatever became of payments that were tried.
  if (invoice?.status === 'void' || (invoice?.status === 'paid' && !isBought(invoice))) return 'canceled';
  if (ended(rows, isCanceled)) return 'canceled';
  if (ended(rows, isFailed)) return 'failed';
  return 'pending';
}

/** What the customer saw and paid where that was one payment in another currency. */
function presentedOf(rows: GroupRows, count: number, received: bigint) {
  const taken = [...rows.paymentIntents, ...rows.charges, ...rows.checkoutSessions].find(
    ({ amountPresented }) => amountPresented !== null,
  );
  const asked = taken && 'amount' in taken ? taken.amount : (taken?.amountTotal ?? null);
  // Of a part that was captured nobody says what the customer was charged.
  if (!taken || count !== 1 || (received > 0n && asked !== received)) return [null, null] as const;
  return [taken.amountPresented, taken.currencyPresented] as const;
}

/**
 * An order from its rows, and from nothing else: the same rows give the same order, in whatever order events came.
 * `amount` is what was received once it is paid (a capture may be partial), before that what was asked for. The movements
 * are what its amounts are the sums of, and what every overview adds up.
 */
export function computeOrder(all: PurchaseRows, group: PurchaseGroup): { facts: ComputedOrder; movements: Movement[] } {
  const rows = rowsOfGroup(all, group);
  const [invoice] = rows.invoices;
  const intent = rows.paymentIntents.find(({ status }) => status === 'succeeded') ?? rows.paymentIntents.at(-1);
  const session = paidSession(rows.checkoutSessions) ?? rows.checkoutSessions.at(-1);
  const charge = rows.charges.at(-1);
  const [refund] = rows.refunds;
  const dispute = worstDispute(rows.disputes);
  const known = [
    intent,
    rows.checkoutSessions.find(({ mode }) => mode === 'payment'),
    invoice,
    charge,
    refund,
    dispute,
  ];
  const currency = first(...known.map((row) => row?.currency));
  const money = orderMoney(all, group, currency);
  const total = (...kinds: MovementKind[]) =>
    money.movements.reduce((sum, { kind, amount }) => (kinds.includes(kind) ? sum + amount : sum), 0n);
  const received = total('received', 'outside');
  const refunded = total('refunded');
  const { paid, paidAt } = payment(rows, money);
  const asked = first(invoice?.amountDue, intent?.amount, session?.amountTotal, charge?.amount) ?? 0n;
  const [amountPresented, currencyPresented] = presentedOf(rows, group.payments.length, received);
  const made = [
    rows.paymentIntents,
    rows.checkoutSessions,
    rows.charges,
    rows.refunds,
    rows.disputes,
    rows.invoices,
  ].flat();
  const facts: ComputedOrder = {
    status: computeStatus(rows, paid, received, refunded),
    paymentIntentId: first(intent?.id, ...[session, charge, refund, dispute].map((row) => row?.paymentIntentId)),
    checkoutSessionId: session?.id ?? null,
    invoiceId: first(group.invoiceId, session?.invoiceId),
    subscriptionId: first(invoice?.subscriptionId, session?.subscriptionId),
    customerId: first(intent?.customerId, session?.customerId, invoice?.customerId, charge?.customerId),
    customerEmail: first(session?.customerEmail, intent?.receiptEmail, invoice?.customerEmail, charge?.email),
    clientReferenceId: first(...rows.checkoutSessions.map((row) => row.clientReferenceId)),
    billingReason: invoice?.billingReason ?? null,
    amount: paid ? received : asked,
    amountReceived: received,
    amountOutside: total('outside'),
    amountRefunded: refunded,
    amountDisputed: total('withdrawn') - total('reinstated'),
    amountPresented,
    currencyPresented,
    currency,
    disputeStatus: dispute?.status ?? null,
    metadata: { ...asRecord(invoice?.metadata), ...asRecord(session?.metadata), ...asRecord(intent?.metadata) },
    createdAt: earliest(made.map((row) => row.createdAt)),
    paidAt,
  };
  return { facts, movements: money.movements };
}

const asRecord = (metadata: unknown) => metadata as Record<string, unknown> | undefined;
const paidSession = (sessions: CheckoutSession[]) => sessions.find(isPaidSessionRow);
