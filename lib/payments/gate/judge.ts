import type { Charge, Order, OrderHold, PaymentIntent } from '../../db/generated/client';
import type { GroupRows } from '../orders/compute-order';
import { type PurchaseGroup, referredSession } from '../orders/group-purchase';
import type { Asked, PurchaseRows } from '../orders/purchase-rows';
import type { Hold } from './hold';

/** What the gate is set to: see .env.local.example. */
export type GateSettings = { linkWaitMs: number; reviewed: 'approved' | 'always'; refunded: 'never' | 'always' };

/** An order at the gate. */
export type AtGate = {
  order: Order;
  group: PurchaseGroup;
  rows: GroupRows;
  all: PurchaseRows;
  holds: OrderHold[];
  /** The fulfillments asked for of every order that shares a payment with this one. */
  asked: Asked[];
  /** Its own was asked for: what it waited for is over. */
  isAsked: boolean;
  now: Date;
  settings: GateSettings;
};

/** What has to be compared with other orders before it can go: see look-alike.ts. */
export type Suspicion = 'payment_without_invoice' | 'invoice_without_payment';

/**
 * Whether a paid order is fulfilled now: null, or what stands against it. The first that holds. A person's word is above
 * everything. `suspicion`: nothing of its own stands against it, and it may still be the same purchase as another order.
 */
export function judge(at: AtGate): { hold: Hold | null; suspicion: Suspicion | null } {
  const stop = (code: Hold['code'], detail: string | null = null, endsAt: Date | null = null) => ({
    hold: { code, detail, endsAt },
    suspicion: null,
  });
  const { order, settings } = at;
  if (order.decision === 'release' || order.decision === 'done') return { hold: null, suspicion: null };
  if (order.decision === 'cancel') return stop('canceled_by_person', order.decidedBy);
  const review = judgeReview(at);
  if (review) return stop(review.code, review.detail);
  if (isGivenBack(order) && settings.refunded === 'never') return stop('refunded');
  const own = at.holds.find(({ endsAt }) => endsAt === null || endsAt > at.now);
  if (own) return stop('held_by_handler', own.reason, own.endsAt);
  if (at.isAsked) return { hold: null, suspicion: null };
  const wait = judgeLink(at);
  if (wait) return stop(wait.code, wait.detail, wait.endsAt);
  const { group, rows } = at;
  if (group.payments.length > 0 && group.payments.every(({ undone }) => undone) && !group.invoiceId)
    return stop('link_undone');
  if (wasFulfilledBefore(at)) return stop('payment_fulfilled', rows.paymentIntents[0]?.id ?? null);
  return { hold: null, suspicion: suspicionOf(at) };
}

/** All of it went back. By its amounts: a dispute takes precedence in its status. */
const isGivenBack = ({ amountReceived, amountRefunded }: Order) =>
  amountRefunded > 0n && amountRefunded >= amountReceived;

/** Stripe's word on what a review ended in: https://docs.stripe.com/api/radar/reviews/object#review_object-closed_reason */
const REFUNDED = ['refunded', 'refunded_as_fraud'];

function judgeReview({ rows, settings }: AtGate): Pick<Hold, 'code' | 'detail'> | null {
  if (settings.reviewed === 'always') return null;
  const refunded = rows.reviews.find(({ closedReason }) => REFUNDED.includes(closedReason ?? ''));
  if (refunded) return { code: 'review_refunded', detail: refunded.id };
  const approved = rows.reviews.filter(({ closedReason }) => closedReason === 'approved').map(({ id }) => id);
  const others = rows.reviews.find(({ id }) => !approved.includes(id));
  if (others)
    return {
      code: 'in_review',
      detail: others.closedReason ? `${others.id}, closed: ${others.closedReason}` : others.id,
    };
  const named = [...rows.paymentIntents, ...rows.charges].map(({ reviewId }) => reviewId).find((id) => id !== null);
  if (named && !approved.includes(named)) return { code: 'in_review', detail: named };
  const marked = rows.charges.some(({ outcomeType }) => outcomeType === 'manual_review');
  return marked && approved.length === 0 ? { code: 'in_review', detail: null } : null;
}

/** What a payment waits for that does not say yet what it pays. */
function judgeLink({ order, group, rows, all, now, settings }: AtGate): Hold | null {
  const endsAt = new Date((order.heldAt ?? now).getTime() + settings.linkWaitMs);
  if (endsAt <= now) return null;
  const paid = rows.paymentIntents.filter(({ status }) => status === 'succeeded');
  if (group.invoiceId !== null) {
    // A part of an invoice that nobody has seen may be all of it or not.
    const unseen = rows.invoices.length === 0 && paid.length > 0;
    return unseen ? { code: 'invoice_unknown', detail: group.invoiceId, endsAt } : null;
  }
  if (group.payments.some(({ undone }) => undone)) return null;
  for (const intent of paid) {
    const isSessionHere = rows.checkoutSessions.length > 0 || referredSession(all, intent) !== null;
    if (intent.orderReference?.startsWith('cs_') && !isSessionHere)
      return { code: 'session_unknown', detail: intent.orderReference, endsAt };
    const wasAsked = all.answers.some(({ paymentIntentId }) => paymentIntentId === intent.id);
    if (!wasAsked && !saysWhatItPays(intent, rows)) return { code: 'link_unknown', detail: intent.id, endsAt };
  }
  const charge = rows.charges.find(isSilentCharge);
  return charge ? { code: 'link_unknown', detail: charge.id, endsAt } : null;
}

/** Whether a payment without an invoice is known to pay none: it says so, or its session does. */
const saysWhatItPays = (intent: PaymentIntent, rows: GroupRows): boolean =>
  intent.invoiceId !== null ||
  intent.orderReference !== null ||
  rows.checkoutSessions.some(({ mode }) => mode === 'payment');

/** From this version on a charge does not name its invoice, which always has a customer. Before it, null is an answer. */
const NAMES_NO_INVOICE = '2025-03-31';

const isSilentCharge = ({ status, captured, paymentIntentId, invoiceId, customerId, apiVersion }: Charge): boolean =>
  status === 'succeeded' &&
  captured &&
  paymentIntentId === null &&
  invoiceId === null &&
  customerId !== null &&
  apiVersion !== null &&
  apiVersion >= NAMES_NO_INVOICE;

/** A payment that was fulfilled before anybody knew which invoices it pays was fulfilled as a whole. */
function wasFulfilledBefore({ order, group, asked }: AtGate): boolean {
  if (group.invoiceId === null) return false;
  const ids = group.payments.flatMap((payment) => payment.ids);
  return asked.some(
    ({ orderId, covers }) =>
      orderId !== order.id && !covers.some((id) => id.startsWith('in_')) && covers.some((id) => ids.includes(id)),
  );
}

/**
 * Never two payments or two invoices against each other: two real top-ups of one amount are two purchases. That Stripe knew
 * no invoice when it was asked says nothing of one that was made for the payment later.
 */
function suspicionOf({ order, group, rows }: AtGate): Suspicion | null {
  if (!order.customerId || order.amountReceived <= 0n) return null;
  if (group.invoiceId !== null) {
    const hasPayment = group.payments.length > 0 || rows.invoices.some(({ paidOutside }) => paidOutside);
    return hasPayment || order.amountOutside > 0n ? null : 'invoice_without_payment';
  }
  const silent = rows.paymentIntents.some((intent) => intent.status === 'succeeded' && !saysWhatItPays(intent, rows));
  return silent ? 'payment_without_invoice' : null;
}
