import { formatMoney } from '../../kit/money/format-money';
import { sum } from '../../payments/orders/amounts';
import { isAmountKnown } from '../../payments/orders/is-amount-known';
import type { ProgressOf, ProgressStep, StepState } from './progress-step';

const spoken = (text: string): string => text.replaceAll('_', ' ');

/** Whether an order was paid, what of the money is there, and what it waits for. Never says what its rows contradict. */
export function tellPayment(order: ProgressOf): ProgressStep {
  const step = (state: StepState, words: string): ProgressStep => ({ name: 'Paid', state, at: order.paidAt, words });
  if (order.paidAt) return step('done', tellPaid(order));
  if (order.status === 'canceled') return step('off', tellCanceled(order));
  const part = tellPart(order);
  const refusal = tellRefusal(order);
  if (order.status === 'failed')
    return step('trouble', [refusal ?? tellFailed(order), part].filter((words) => words !== null).join('. '));
  return step('waiting', part ?? tellByWhatCameLater(order) ?? tellWait(order, refusal));
}

function tellPaid(order: ProgressOf): string {
  const money = (amount: bigint) => formatMoney(amount, order.currency);
  const credit = sum(order.invoices.map(({ amountFromBalance }) => amountFromBalance));
  if (order.amountReceived === 0n) return credit > 0n ? `${money(credit)} of credit balance` : 'Nothing had to be paid';
  const held = heldOf(order);
  return [
    money(order.amountReceived),
    order.amountOutside === order.amountReceived && 'outside of Stripe',
    order.amountOutside > 0n &&
      order.amountOutside < order.amountReceived &&
      `${money(order.amountOutside)} of it outside of Stripe`,
    held > 0n && `${money(held)} more is authorized and not captured`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** What was authorized and may still be captured. */
const heldOf = ({ paymentIntents }: ProgressOf): bigint =>
  sum(
    paymentIntents
      .filter(({ status }) => status === 'requires_capture')
      .map(({ amountCapturable }) => amountCapturable),
  );

/** What has arrived of a payment that is not complete, and what is held or missing. Null: nothing has. */
function tellPart(order: ProgressOf): string | null {
  const { amountReceived: arrived, amount: asked, currency } = order;
  if (arrived <= 0n) return null;
  const money = (amount: bigint) => formatMoney(amount, currency);
  const held = heldOf(order);
  if (held > 0n) return `${money(arrived)} of ${money(arrived + held)} captured; ${money(held)} is still held`;
  const saysTheRest = order.invoices.length > 0 || order.paymentIntents.length > 0;
  if (saysTheRest && asked > arrived)
    return `${money(arrived)} of ${money(asked)} arrived; ${money(asked - arrived)} is still missing`;
  return `${money(arrived)} was charged; Stripe hasn’t said yet that the payment is complete`;
}

/** What a dispute or a refund tells of a payment whose own events have not arrived. Null: there is neither. */
function tellByWhatCameLater(order: ProgressOf): string | null {
  const by = order.disputes.length > 0 ? 'dispute' : order.refunds.length > 0 ? 'refund' : null;
  if (!by || order.charges.length > 0) return null;
  return isAmountKnown(order)
    ? `Its ${by} says that it was paid; the payment’s own event hasn’t arrived`
    : `Known only by its ${by}: the amount of the payment is unknown`;
}

/** What a PaymentIntent waits for: https://docs.stripe.com/payments/paymentintents/lifecycle */
const WAITS: Record<string, string> = {
  requires_payment_method: 'The customer has not paid yet',
  requires_confirmation: 'The payment has not been confirmed yet',
  requires_action: 'The customer has to confirm it with the bank',
  processing: 'The bank is working on it',
  succeeded: 'The payment succeeded; its invoice is not paid yet',
};

const INVOICES: Record<string, string> = { draft: 'The invoice is still a draft' };

function tellWait(order: ProgressOf, refusal: string | null): string {
  const intent = order.paymentIntents.findLast(({ status }) => status !== 'canceled');
  const authorized = tellAuthorized(order);
  if (authorized) return authorized;
  if (intent?.amountRemaining != null && intent.status === 'requires_action')
    return `Waiting for a bank transfer of ${formatMoney(intent.amountRemaining, intent.currency)}`;
  const isRefused = intent ? intent.status === 'requires_payment_method' : order.charges.at(-1)?.status === 'failed';
  if (refusal && isRefused) return `Refused so far: ${refusal}`;
  if (order.charges.some(({ status }) => status === 'pending')) return 'The bank is working on it';
  if (order.charges.some(({ status, captured }) => status === 'succeeded' && captured))
    return 'A charge succeeded; Stripe hasn’t said yet that the payment is complete';
  if (intent) return WAITS[intent.status] ?? `The payment is ${spoken(intent.status)}`;
  const invoice = order.invoices.at(-1);
  if (invoice)
    return invoice.paymentFailed
      ? 'The last attempt to collect the invoice failed'
      : (INVOICES[invoice.status] ?? `The invoice is ${spoken(invoice.status)}`);
  const session = order.checkoutSessions.at(-1);
  if (session) return session.status === 'open' ? 'Checkout is open' : 'The money is on its way';
  return order.paymentIntents.length > 0
    ? 'The payment was canceled'
    : 'No event of the payment itself has arrived yet';
}

/** What the bank holds for the shop, by the intent or, where its event comes late, by the charge. */
function tellAuthorized({ paymentIntents, charges }: ProgressOf): string | null {
  const say = (amount: bigint, currency: string) =>
    `${formatMoney(amount, currency)} is authorized; it has to be captured`;
  const intent = paymentIntents.findLast(({ status }) => status === 'requires_capture');
  if (intent) return say(intent.amountCapturable > 0n ? intent.amountCapturable : intent.amount, intent.currency);
  const canceled = new Set(paymentIntents.filter(({ status }) => status === 'canceled').map(({ id }) => id));
  const charge = charges.findLast(
    ({ status, captured, expired, amount, amountRefunded, paymentIntentId }) =>
      status === 'succeeded' &&
      !captured &&
      !expired &&
      amountRefunded < amount &&
      !canceled.has(paymentIntentId ?? ''),
  );
  return charge ? say(charge.amount, charge.currency) : null;
}

/** The bank's own words on a payment that it refused. */
function tellRefusal({ paymentIntents, charges }: ProgressOf): string | null {
  const intent = paymentIntents.findLast(({ status }) => status !== 'canceled') ?? paymentIntents.at(-1);
  const charge = charges.findLast(({ status }) => status === 'failed') ?? charges.at(-1);
  return (
    [intent?.failureMessage, intent?.failureCode, charge?.failureMessage, charge?.failureCode].find(
      (words) => words != null,
    ) ?? null
  );
}

const tellFailed = ({ invoices, checkoutSessions }: ProgressOf): string => {
  if (invoices.some(({ status }) => status === 'uncollectible')) return 'The invoice was written off as uncollectible';
  if (invoices.some(({ paymentFailed }) => paymentFailed)) return 'The invoice could not be collected';
  return checkoutSessions.some(({ paymentFailed }) => paymentFailed)
    ? 'The bank refused the payment after the checkout'
    : 'The payment failed';
};

function tellCanceled(order: ProgressOf): string {
  const money = (amount: bigint) => formatMoney(amount, order.currency);
  const [invoice] = order.invoices;
  if (invoice?.status === 'paid')
    return invoice.amountTotal !== null && invoice.amountTotal < 0n
      ? `A credit of ${money(-invoice.amountTotal)} for the customer; nothing was bought`
      : 'Credited in full before it was paid; nothing was bought';
  if (order.amountReceived > 0n) return `Canceled after ${money(order.amountReceived)} had arrived`;
  if (invoice?.status === 'void') return 'The invoice was voided';
  const held = order.charges.filter(({ status, captured }) => status === 'succeeded' && !captured);
  if (held.some(({ expired }) => expired)) return 'The authorization expired; nothing was captured';
  if (held.length > 0) return 'The authorization was released; nothing was captured';
  if (order.checkoutSessions.at(-1)?.status === 'expired') return 'The Checkout Session expired';
  return 'Canceled before it was paid';
}
