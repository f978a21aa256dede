import type { Done } from '../../db/tell-written';
import { formatAmount } from '../../kit/money/format-amount';
import type { RefundFacts } from '../../stripe/refund';
import { describeOrder } from '../orders/describe-order';
import type { SettledOrder } from '../orders/settle-order';
import { whyNoRefund } from './apply-refund';

const IN_WORDS: Record<string, string> = {
  pending: 'is on its way',
  requires_action: 'waits for the customer’s bank details',
  canceled: 'was canceled',
};

/** “Refund re_… of 5.00 EUR succeeded: order … now partially refunded”. */
export function describeRefund(refund: RefundFacts, order: SettledOrder | null): Done {
  const state = IN_WORDS[refund.status] ?? refund.status;
  const reason = refund.status === 'failed' && refund.failure_reason ? ` (${refund.failure_reason})` : '';
  const named = `Refund ${refund.id} of ${formatAmount(refund.amount, refund.currency)} ${state}${reason}`;
  return order ? describeOrder(named, order) : { outcome: 'applied', summary: `${named}: ${whyNoRefund(refund)}` };
}
