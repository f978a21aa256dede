import type { Done } from '../../db/tell-written';
import { formatAmount } from '../../kit/money/format-amount';
import { type DisputeFacts, needsResponse } from '../../stripe/dispute';
import { describeOrder } from '../orders/describe-order';
import type { SettledDispute } from './apply-dispute';

/** “Dispute du_… over 20.00 EUR (fraudulent) opened, an answer is due by 2026-12-01 10:00 UTC: order … now disputed”. */
export function describeDispute(dispute: DisputeFacts, what: string, { mail, ...order }: SettledDispute): Done {
  const kind = dispute.status.startsWith('warning_') ? 'Inquiry' : 'Dispute';
  const due = dispute.evidence_details?.due_by;
  const deadline =
    needsResponse(dispute.status) && due
      ? `, an answer is due by ${due.toISOString().slice(0, 16).replace('T', ' ')} UTC`
      : '';
  const told = mail === 'queued' ? ', mail to the operators queued' : '';
  const amount = formatAmount(dispute.amount, dispute.currency);
  const named = `${kind} ${dispute.id} over ${amount} (${dispute.reason}) ${what}${deadline}`;
  const { outcome, summary } = describeOrder(named, order);
  return { outcome, summary: summary + told };
}
