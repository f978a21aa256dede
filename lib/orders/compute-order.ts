import type {
  Charge,
  CheckoutSession,
  Dispute,
  Invoice,
  OrderStatus,
  PaymentIntent,
  Refund,
} from '../db/generated/client';
import { refundedAmount } from './refunded-amount';

/** The rows that an order is computed from. */
export type OrderRows = {
  paymentIntents: PaymentIntent[];
  checkoutSessions: CheckoutSession[];
  charges: Charge[];
  refunds: Refund[];
  disputes: Dispute[];
  invoices: Invoice[];
};

export type OrderFacts = {
  status: OrderStatus;
  paymentIntentId: string | null;
  checkoutSessionId: string | null;
  invoiceId: string | null;
  subscriptionId: string | null;
  customerId: string | null;
  customerEmail: string | null;
  amount: bigint;
  amountReceived: bigint;
  amountRefunded: bigint;
  currency: string | null;
  disputeStatus: string | null;
  metadata: Record<string, unknown>;
  createdAt: Date | null;
  paidAt: Date | null;
};

const byAge = <T extends { createdAt: Date; id: string }>(rows: T[]): T[] =>
  [...rows].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
const earliest = (dates: (Date | null)[]): Date | null =>
  dates.reduce((least, date) => (date && (!least || date < least) ? date : least), null);
const first = <T>(...values: (T | null | undefined)[]): T | null => values.find((value) => value != null) ?? null;
const sum = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

const isPaidSession = (session: CheckoutSession) => session.paymentStatus !== 'unpaid' && session.status !== 'open';
const isPaidCharge = (charge: Charge) => charge.status === 'succeeded' && charge.captured && !charge.paymentIntentId;

/** Money is still asked for with it; an invoice may be paid in parts. See docs/decisions/0005. */
const isDue = (invoice: Invoice) => ['draft', 'open', 'uncollectible'].includes(invoice.status);
/** A hold that was given up: nothing was captured, and nothing of it is left. */
const isReleased = (charge: Charge) => !charge.captured && charge.amount > 0n && charge.amountRefunded >= charge.amount;

/** What took the money, each source only where the one before it says nothing: they speak of the same payment. */
function payments(rows: OrderRows) {
  const intents = byAge(rows.paymentIntents).filter((intent) => intent.status === 'succeeded');
  const charges = byAge(rows.charges).filter(isPaidCharge);
  const invoices = byAge(rows.invoices).filter((invoice) => invoice.status === 'paid');
  const sessions = byAge(rows.checkoutSessions).filter(isPaidSession);
  const received = [
    intents.map((intent) => intent.amountReceived),
    charges.map((charge) => charge.amountCaptured),
    invoices.map((invoice) => invoice.amountPaid),
    sessions.map((session) => session.amountTotal ?? 0n),
  ].find((amounts) => amounts.length > 0);
  const times = [
    ...intents.map((intent) => intent.succeededAt),
    ...charges.map((charge) => charge.createdAt),
    ...invoices.map((invoice) => invoice.paidAt),
    ...sessions.map((session) => session.paidAt),
  ];
  const due = sum(rows.invoices.filter(isDue).map((invoice) => invoice.amountDue));
  const paid = received !== undefined && sum(received) >= due;
  return {
    paid,
    due,
    received: sum(received ?? []),
    paidAt: paid ? earliest(times) : null,
    intent: intents[0],
    session: sessions[0],
  };
}

/**
 * Open or lost. An inquiry (`warning_…`) moves no money, a dispute that was won gave it back, and one that was prevented
 * is a refund: those don't mark the order. https://docs.stripe.com/api/disputes/object#dispute_object-status
 */
const MARKS = new Set(['needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review', 'lost']);

/** Everything that could have brought the money has come to an end without it. */
function ended(
  rows: OrderRows,
  isOver: (row: { kind: string; status: string | null; failed: boolean }) => boolean,
): boolean {
  const ways = [
    ...rows.paymentIntents.map((row) => ({
      kind: 'intent',
      status: row.status,
      failed: row.failureMessage !== null || row.failureCode !== null,
    })),
    ...rows.invoices.map((row) => ({
      kind: 'invoice',
      status: row.status,
      failed: row.paymentFailed || row.status === 'uncollectible',
    })),
    ...rows.charges
      .filter((row) => !row.paymentIntentId)
      .map((row) => ({
        kind: 'charge',
        status: isReleased(row) ? 'canceled' : row.status,
        failed: row.status === 'failed',
      })),
  ];
  const sessions = rows.checkoutSessions.map((row) => ({
    kind: 'session',
    status: row.status,
    failed: row.paymentFailed,
  }));
  // A session's end counts only where nothing inside it knows better.
  const all = ways.length > 0 ? ways : sessions;
  return all.length > 0 && all.every(isOver);
}

const isCanceled = ({ status }: { status: string | null }) => ['canceled', 'void', 'expired'].includes(status ?? '');
const isFailed = ({ kind, status, failed }: { kind: string; status: string | null; failed: boolean }) =>
  isCanceled({ status }) || (failed && !(kind === 'intent' && status !== 'requires_payment_method'));

/** The first rule that holds decides. Status is never assigned anywhere else. See docs/architecture.md. */
function computeStatus(rows: OrderRows, paid: boolean, received: bigint, refunded: bigint): OrderStatus {
  if (rows.disputes.some((dispute) => MARKS.has(dispute.status))) return 'disputed';
  // Where the payment itself is not known yet, its charge says how much there was to give back.
  const taken = paid || received > 0n ? received : sum(rows.charges.map((charge) => charge.amountCaptured));
  if (refunded > 0n) return refunded < taken ? 'partially_refunded' : 'refunded';
  if (paid) return 'paid';
  if (ended(rows, isCanceled)) return 'canceled';
  if (ended(rows, isFailed)) return 'failed';
  return 'pending';
}

/**
 * An order from its rows, and from nothing else: the same rows give the same order, in whatever order events came.
 * `amount` is what was received once it is paid (a capture may be partial), before that what was asked for.
 */
export function computeOrder(rows: OrderRows): OrderFacts {
  const { paid, due, received, paidAt, ...by } = payments(rows);
  const refunded = refundedAmount(rows);
  const intent = by.intent ?? byAge(rows.paymentIntents).at(-1);
  const session = by.session ?? byAge(rows.checkoutSessions).at(-1);
  const invoice = byAge(rows.invoices)[0];
  const charge = byAge(rows.charges).at(-1);
  const all = [
    ...rows.paymentIntents,
    ...rows.checkoutSessions,
    ...rows.charges,
    ...rows.refunds,
    ...rows.disputes,
    ...rows.invoices,
  ];
  const refund = byAge(rows.refunds)[0];
  const dispute = byAge(rows.disputes).at(-1);
  const known = [intent, session, invoice, charge, refund, dispute];
  const asked = first(intent?.amount, session?.amountTotal, invoice?.amountDue, charge?.amount) ?? 0n;
  return {
    status: computeStatus(rows, paid, received, refunded),
    paymentIntentId: first(intent?.id, ...[session, charge, refund, dispute].map((row) => row?.paymentIntentId)),
    checkoutSessionId: session?.id ?? null,
    invoiceId: first(invoice?.id, session?.invoiceId),
    subscriptionId: first(invoice?.subscriptionId, session?.subscriptionId),
    customerId: first(intent?.customerId, session?.customerId, invoice?.customerId, charge?.customerId),
    customerEmail: first(session?.customerEmail, intent?.receiptEmail, invoice?.customerEmail, charge?.email),
    amount: paid ? received : due > asked ? due : asked,
    amountReceived: received,
    amountRefunded: refunded,
    currency: first(...known.map((row) => row?.currency)),
    disputeStatus: dispute?.status ?? null,
    metadata: { ...(session?.metadata as object | undefined), ...(intent?.metadata as object | undefined) },
    createdAt: earliest(all.map((row) => row.createdAt)),
    paidAt,
  };
}
