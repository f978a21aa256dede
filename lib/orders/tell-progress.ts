import type { MailMode } from '../mail/mail-mode';
import { formatMoney } from '../money/format-money';
import { needsResponse } from '../stripe/dispute';
import type { OrderDetail } from './queries';

/** `upcoming`: nothing to do yet. `waiting`: under way. `off`: it will not happen, and need not. */
export type StepState = 'done' | 'upcoming' | 'waiting' | 'trouble' | 'off';

/** One step on an order's way. `words` say what is missing and why, or how it went. */
export type ProgressStep = { name: string; state: StepState; at: Date | null; words: string | null };

/** As much of an order as its progress needs. */
export type ProgressOf = Pick<
  OrderDetail,
  'status' | 'amount' | 'amountReceived' | 'amountRefunded' | 'currency' | 'customerId' | 'customerEmail' | 'createdAt'
> &
  Pick<OrderDetail, 'paidAt' | 'fulfilledAt' | 'effects' | 'paymentIntents' | 'checkoutSessions' | 'charges'> &
  Pick<OrderDetail, 'refunds' | 'disputes' | 'invoices'>;

const spoken = (text: string): string => text.replaceAll('_', ' ');

/** “Where is my order?”: the steps it took and those that are missing, in their order. */
export function tellProgress(order: ProgressOf, mailMode: MailMode): ProgressStep[] {
  return [
    { name: 'Created', state: 'done', at: order.createdAt, words: null },
    tellPayment(order),
    tellFulfilment(order),
    tellReceipt(order, mailMode),
    ...tellRefund(order),
    ...order.disputes.map(tellDispute),
  ];
}

/** What a PaymentIntent waits for: https://docs.stripe.com/payments/paymentintents/lifecycle */
const WAITS: Record<string, string> = {
  requires_payment_method: 'The customer has not paid yet',
  requires_confirmation: 'The payment has not been confirmed yet',
  requires_action: 'The customer has to confirm it with the bank',
  processing: 'The bank is working on it',
  requires_capture: 'Authorised; it has to be captured',
};

function tellPayment(order: ProgressOf): ProgressStep {
  const step = (state: StepState, words: string | null): ProgressStep => ({
    name: 'Paid',
    state,
    at: order.paidAt,
    words,
  });
  if (order.paidAt) return step('done', formatMoney(order.amountReceived, order.currency));
  const intent = order.paymentIntents.at(-1);
  const charge = order.charges.at(-1);
  const refusal =
    intent?.failureMessage ?? intent?.failureCode ?? charge?.failureMessage ?? charge?.failureCode ?? null;
  if (order.status === 'failed') return step('trouble', refusal ?? 'The payment failed');
  if (order.status === 'canceled') return step('off', 'Canceled before it was paid');
  if (refusal && intent?.status === 'requires_payment_method') return step('waiting', `Refused so far: ${refusal}`);
  if (intent) return step('waiting', WAITS[intent.status] ?? `The payment is ${spoken(intent.status)}`);
  const invoice = order.invoices.at(-1);
  if (invoice) return step('waiting', `The invoice is ${spoken(invoice.status)}`);
  const session = order.checkoutSessions.at(-1);
  if (session) return step('waiting', session.status === 'open' ? 'Checkout is open' : 'The money is on its way');
  return step('waiting', 'No payment has been seen yet');
}

type Effect = ProgressOf['effects'][number];

const newest = (order: ProgressOf, kind: string): Effect | undefined =>
  order.effects.findLast((effect) => effect.kind === kind);

/** What an effect's record says of a step that is not done. */
function tellEffect(name: string, effect: Effect): ProgressStep {
  const step = (state: StepState, words: string): ProgressStep => ({ name, state, at: null, words });
  const why = effect.lastError ?? 'no reason was given';
  switch (effect.status) {
    case 'failed':
      return step('trouble', `Gave up: ${why}`);
    case 'retrying':
      return step('trouble', `Will be tried again: ${why}`);
    case 'skipped':
      return step('off', `Left out: ${describeSkip(effect.result)}`);
    case 'pending':
      return step('waiting', 'Queued; a worker does it');
    default:
      return { name, state: 'done', at: effect.completedAt, words: null };
  }
}

function describeSkip(result: Effect['result']): string {
  const reason = result && typeof result === 'object' && !Array.isArray(result) ? result.reason : null;
  if (reason === 'other_mode') return 'this deployment acts on the other mode';
  if (reason === 'merged') return 'it was done for the order that this one was joined with';
  return typeof reason === 'string' ? spoken(reason) : 'no reason was given';
}

function tellFulfilment(order: ProgressOf): ProgressStep {
  const name = 'Fulfilled';
  if (order.fulfilledAt) return { name, state: 'done', at: order.fulfilledAt, words: null };
  const effect = newest(order, 'fulfil');
  if (effect) return tellEffect(name, effect);
  if (order.paidAt)
    return {
      name,
      state: 'trouble',
      at: null,
      words: 'It is paid, and nobody asked for it: replay the payment’s event',
    };
  if (order.status === 'failed' || order.status === 'canceled')
    return { name, state: 'off', at: null, words: 'Not due without a payment' };
  return { name, state: 'upcoming', at: null, words: 'After the payment' };
}

function tellReceipt(order: ProgressOf, mailMode: MailMode): ProgressStep {
  const step = (state: StepState, words: string): ProgressStep => ({ name: 'Receipt', state, at: null, words });
  const effect = newest(order, 'receipt');
  const done = mailMode === 'kept' ? 'Receipt kept' : 'Receipt sent';
  if (effect) return tellEffect(effect.status === 'done' ? done : 'Receipt', effect);
  if (order.status === 'failed' || order.status === 'canceled') return step('off', 'Not due without a payment');
  if (!order.paidAt) return step('upcoming', 'After the payment');
  if (order.amount === 0n) return step('off', 'Nothing was charged');
  if (mailMode === 'off') return step('off', 'No mail is sent: SMTP_URL or EMAIL_FROM is not set');
  if (!order.customerEmail) return step('waiting', 'No e-mail address is known yet');
  return step('waiting', 'Not asked for yet');
}

function tellRefund(order: ProgressOf): ProgressStep[] {
  const { refunds, amountRefunded, currency } = order;
  const failed = refunds.findLast(({ status }) => status === 'failed');
  const open = refunds.findLast(({ status }) => status === 'pending' || status === 'requires_action');
  const at = refunds.findLast(({ status }) => status === 'succeeded')?.createdAt ?? null;
  const steps: ProgressStep[] = [];
  if (amountRefunded > 0n) {
    const part = amountRefunded < order.amountReceived;
    const given = formatMoney(amountRefunded, currency);
    const words = part ? `${given} of ${formatMoney(order.amountReceived, currency)}` : given;
    const under = open ? `${words}, on its way` : words;
    steps.push({ name: part ? 'Partly refunded' : 'Refunded', state: open ? 'waiting' : 'done', at, words: under });
  }
  if (failed)
    steps.push({
      name: 'Refund failed',
      state: 'trouble',
      at: failed.createdAt,
      words: failed.failureReason ? spoken(failed.failureReason) : 'The bank sent the money back',
    });
  return steps;
}

function tellDispute(dispute: ProgressOf['disputes'][number]): ProgressStep {
  const name = dispute.status.startsWith('warning_') ? 'Inquiry' : 'Disputed';
  const status = spoken(dispute.status.replace(/^warning_/, ''));
  const state: StepState =
    needsResponse(dispute.status) || dispute.status === 'lost'
      ? 'trouble'
      : ['won', 'warning_closed', 'prevented', 'charge_refunded'].includes(dispute.status)
        ? 'done'
        : 'waiting';
  return { name, state, at: dispute.createdAt, words: `${status}, ${spoken(dispute.reason)}` };
}
