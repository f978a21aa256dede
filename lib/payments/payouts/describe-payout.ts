import { type Done, tellWritten } from '../../db/tell-written';
import type { Upserted } from '../../db/upsert-statement';
import { formatAmount } from '../../kit/money/format-amount';
import type { PayoutFacts } from '../../stripe/payout';

/** “Payout po_… of 1,204.00 EUR paid, expected at the bank on 2026-11-24”. */
export function describePayout(payout: PayoutFacts, what: string, written: Upserted): Done {
  const amount = formatAmount(payout.amount, payout.currency);
  return tellWritten(written, `Payout ${payout.id} of ${amount} ${what}`);
}

/** The day on which the bank should have it. */
export const arrival = ({ arrival_date: date }: PayoutFacts): string =>
  date ? `, expected at the bank on ${date.toISOString().slice(0, 10)}` : '';
