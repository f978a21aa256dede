import type { CheckoutSession, OrderStatus, PaymentIntent } from '../db/generated/client';

type PaymentRow = Pick<
  PaymentIntent,
  | 'id'
  | 'status'
  | 'amount'
  | 'amountReceived'
  | 'currency'
  | 'customerId'
  | 'receiptEmail'
  | 'metadata'
  | 'createdAt'
  | 'succeededAt'
>;
type SessionRow = Pick<
  CheckoutSession,
  | 'id'
  | 'status'
  | 'paymentStatus'
  | 'amountTotal'
  | 'currency'
  | 'customerId'
  | 'customerEmail'
  | 'paymentIntentId'
  | 'subscriptionId'
  | 'invoiceId'
  | 'metadata'
  | 'createdAt'
  | 'paidAt'
>;

export type OrderRows = { paymentIntents: PaymentRow[]; checkoutSessions: SessionRow[] };

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
  currency: string | null;
  metadata: Record<string, unknown>;
  createdAt: Date | null;
  paidAt: Date | null;
};

const byAge = <T extends { createdAt: Date; id: string }>(a: T, b: T) =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
const earliest = (dates: (Date | null)[]): Date | null =>
  dates.reduce((least, date) => (date && (!least || date < least) ? date : least), null);
const first = <T>(values: (T | null)[]): T | null => values.find((value) => value !== null) ?? null;
const sessionPaid = (session: SessionRow) => session.paymentStatus !== 'unpaid' && session.status !== 'open';

/** The first rule that holds decides: docs/architecture.md, "Order status". */
function status(intents: PaymentRow[], sessions: SessionRow[], paid: boolean): OrderStatus {
  if (paid) return 'paid';
  const known =
    intents.length > 0
      ? intents.every((intent) => intent.status === 'canceled')
      : sessions.every((session) => session.status === 'expired');
  if (known) return 'canceled';
  return 'pending';
}

/**
 * An order from its rows, and from nothing else: the same rows give the same order, in whatever order events came.
 * `amount` is what was received once it is paid (a capture may be partial), before that what was asked for.
 */
export function computeOrder(rows: OrderRows): OrderFacts {
  const intents = [...rows.paymentIntents].sort(byAge);
  const sessions = [...rows.checkoutSessions].sort(byAge);
  const succeeded = intents.filter((intent) => intent.status === 'succeeded');
  const paidSessions = sessions.filter(sessionPaid);
  const paid = succeeded.length > 0 || paidSessions.length > 0;
  const lead = succeeded[0] ?? intents.at(-1);
  const session = paidSessions[0] ?? sessions.at(-1);

  const received =
    succeeded.length > 0
      ? succeeded.reduce((sum, intent) => sum + intent.amountReceived, 0n)
      : (paidSessions[0]?.amountTotal ?? 0n);
  return {
    status: status(intents, sessions, paid),
    paymentIntentId: lead?.id ?? session?.paymentIntentId ?? null,
    checkoutSessionId: session?.id ?? null,
    invoiceId: session?.invoiceId ?? null,
    subscriptionId: session?.subscriptionId ?? null,
    customerId: first([lead?.customerId ?? null, session?.customerId ?? null]),
    customerEmail: first([session?.customerEmail ?? null, lead?.receiptEmail ?? null]),
    amount: paid ? received : (lead?.amount ?? session?.amountTotal ?? 0n),
    amountReceived: received,
    currency: lead?.currency ?? session?.currency ?? null,
    metadata: { ...(session?.metadata as object | undefined), ...(lead?.metadata as object | undefined) },
    createdAt: earliest([...intents, ...sessions].map((row) => row.createdAt)),
    paidAt: earliest([...succeeded.map((row) => row.succeededAt), ...paidSessions.map((row) => row.paidAt)]),
  };
}
