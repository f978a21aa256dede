import type { Upserted } from '../../db/upsert-statement';
import { formatAmount } from '../../kit/money/format-amount';
import { LATER_KNOWN } from '../../kit/text';
import type { PayoutFacts } from '../../stripe/payout';

/** “Payout po_… of 1,204.00 EUR paid, expected at the bank on 2026-11-24”. */
export function describePayout(payout: PayoutFacts, what: string, written: Upserted): string {
  const amount = formatAmount(payout.amount, payout.currency);
  return `Payout ${payout.id} of ${amount} ${what}${written === 'stale' ? LATER_KNOWN : ''}`;
}

/** The day on which the bank should have it. */
export const arrival = ({ arrival_date: date }: PayoutFacts): string =>
  date ? `, expected at the bank on ${date.toISOString().slice(0, 10)}` : '';
