import type { MailMode } from '../../effects/mail/mail-mode';
import { HOLD_CODES, isHoldCode } from '../../payments/gate/hold';
import { holdTitle, tellHold } from '../../payments/gate/tell-hold';
import type { ProgressOf, ProgressStep, StepState } from './progress-step';

type Effect = ProgressOf['effects'][number];

/** The newest request of a kind that counts: one that was left out was asked for again if it was due after all. */
const newest = (order: ProgressOf, kind: string): Effect | undefined =>
  order.effects.findLast((effect) => effect.kind === kind && effect.status === 'done') ??
  order.effects.findLast((effect) => effect.kind === kind && effect.status !== 'skipped') ??
  order.effects.findLast((effect) => effect.kind === kind);

/** What an effect's record says of a step that is not done. */
function tellEffect(name: string, effect: Effect): ProgressStep {
  const step = (state: StepState, words: string): ProgressStep => ({ name, state, at: null, words });
  const why = effect.lastError ?? 'no reason was given';
  switch (effect.status) {
    case 'failed':
      return step('trouble', `Gave up: ${why}`);
    case 'retrying':
      return step('trouble', `Will be retried: ${why}`);
    case 'skipped':
      return step('off', `Skipped: ${describeSkip(effect.result)}`);
    case 'pending':
      return step('waiting', 'Queued for a worker');
    default:
      return { name, state: 'done', at: effect.completedAt, words: null };
  }
}

const SKIPS: Record<string, string> = {
  other_mode: 'this deployment acts on the other mode',
  merged: 'it was done for the order that this one was joined with',
  not_paid: 'the order was not paid any more',
};

/** Why an effect was left out, in words. */
export function describeSkip(result: Effect['result']): string {
  const reason = result && typeof result === 'object' && !Array.isArray(result) ? result.reason : null;
  if (typeof reason !== 'string') return 'no reason was given';
  if (isHoldCode(reason)) return holdTitle(reason).toLowerCase();
  return SKIPS[reason] ?? reason.replaceAll('_', ' ');
}

/** How the steps look while something stands against the order. Null: nothing does. */
function holdState(order: ProgressOf): { state: StepState; title: string } | null {
  const told = order.fulfilledAt ? null : tellHold(order);
  if (!told) return null;
  const isOver = order.holdCode !== null && isHoldCode(order.holdCode) && HOLD_CODES[order.holdCode] === 'never';
  return { state: isOver ? 'off' : told.waits ? 'waiting' : 'trouble', title: told.title };
}

const WHOSE_WORD: Record<string, string> = { done: 'Marked as done', release: 'Released' };

/** Whether the goods went out; held, refused, under way or missing, each with its reason. */
export function tellFulfillment(order: ProgressOf): ProgressStep {
  const step = (state: StepState, words: string | null): ProgressStep => ({
    name: 'Fulfilled',
    state,
    at: null,
    words,
  });
  if (order.fulfilledAt) {
    const word = WHOSE_WORD[order.decision ?? ''];
    const words = word ? `${word}${order.decidedBy ? ` by ${order.decidedBy}` : ''}` : null;
    return { ...step('done', words), at: order.fulfilledAt };
  }
  const hold = holdState(order);
  if (hold) return step(hold.state, hold.title);
  const effect = newest(order, 'fulfil');
  if (effect && (order.paidAt || effect.status !== 'skipped')) return tellEffect('Fulfilled', effect);
  if (order.paidAt) return step('trouble', 'Paid, and its fulfillment was never requested');
  return notDue(step, order);
}

/** Whether the customer has a receipt; it waits with the goods. */
export function tellReceipt(order: ProgressOf, mailMode: MailMode): ProgressStep {
  const step = (state: StepState, words: string): ProgressStep => ({ name: 'Receipt', state, at: null, words });
  const effect = newest(order, 'receipt');
  const done = mailMode === 'kept' ? 'Receipt kept' : 'Receipt sent';
  if (effect?.status === 'done') return tellEffect(done, effect);
  const hold = holdState(order);
  // One thing is wrong, not two: the goods alarm.
  if (hold) return step(hold.state === 'off' ? 'off' : 'waiting', hold.title);
  if (effect && (order.paidAt || effect.status !== 'skipped')) return tellEffect('Receipt', effect);
  if (!order.paidAt) return notDue(step, order);
  if (order.decision === 'done') return step('off', 'Not sent for what was marked as done');
  if (order.amount === 0n) return step('off', 'Nothing was charged');
  if (mailMode === 'off') return step('off', 'No email is sent: SMTP_URL or EMAIL_FROM is not set');
  if (!order.customerEmail) return step('waiting', 'No email address is known yet');
  return step('waiting', 'Not requested yet');
}

function notDue(step: (state: StepState, words: string) => ProgressStep, order: ProgressOf): ProgressStep {
  if (order.status === 'canceled' && order.invoices.some(({ status }) => status === 'paid'))
    return step('off', 'Not due: nothing was bought');
  if (order.status === 'failed' || order.status === 'canceled') return step('off', 'Not due without a payment');
  const part = order.amountReceived > 0n || order.disputes.length > 0 || order.refunds.length > 0;
  return step('upcoming', part ? 'Once the payment is complete' : 'After the payment');
}
