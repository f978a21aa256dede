import { formatMoney } from '../../kit/money/format-money';
import { needsResponse } from '../../stripe/dispute';
import { gaveBack } from '../../stripe/refund';
import type { ProgressOf, ProgressStep, StepState } from './progress-step';

const spoken = (text: string): string => text.replaceAll('_', ' ');

/** What went back to the customer, and a refund that did not reach them. */
export function tellRefund(order: ProgressOf): ProgressStep[] {
  const { refunds, amountRefunded, amountReceived, currency } = order;
  const failed = refunds.findLast(({ status }) => status === 'failed');
  const open = refunds.findLast(({ status }) => status === 'pending' || status === 'requires_action');
  const at = refunds.findLast(({ status }) => status === 'succeeded')?.createdAt ?? null;
  const steps: ProgressStep[] = [];
  if (amountRefunded > 0n) {
    const part = amountRefunded < amountReceived;
    const given = formatMoney(amountRefunded, currency);
    const words = part ? `${given} of ${formatMoney(amountReceived, currency)}` : given;
    const under = open ? `${words}, on its way` : words;
    steps.push({ name: part ? 'Partly refunded' : 'Refunded', state: open ? 'waiting' : 'done', at, words: under });
  }
  if (failed) {
    const why = failed.failureReason ? spoken(failed.failureReason) : 'The bank sent the money back';
    const again = refunds.some(
      (refund) => refund.createdAt > failed.createdAt && refund.amount >= failed.amount && gaveBack(refund),
    );
    steps.push({
      name: 'Refund failed',
      state: again ? 'off' : 'trouble',
      at: failed.createdAt,
      words: again ? `${why}; refunded again since` : why,
    });
  }
  return steps;
}

const OVER = ['won', 'warning_closed', 'prevented', 'charge_refunded'];

/** How a dispute stands. */
export function tellDispute(dispute: ProgressOf['disputes'][number]): ProgressStep {
  const name = dispute.status.startsWith('warning_') ? 'Inquiry' : 'Disputed';
  const status = spoken(dispute.status.replace(/^warning_/, ''));
  const state: StepState =
    needsResponse(dispute.status) || dispute.status === 'lost'
      ? 'trouble'
      : OVER.includes(dispute.status)
        ? 'done'
        : 'waiting';
  return { name, state, at: dispute.createdAt, words: `${status}, ${spoken(dispute.reason)}` };
}
