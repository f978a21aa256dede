import type { Done } from '../../db/tell-written';
import { formatAmount } from '../../kit/money/format-amount';
import { type ChargeFacts, whyNoSale } from '../../stripe/charge';
import { describeOrder } from './describe-order';
import type { SettledOrder } from './settle-order';

/** “Charge ch_… for 20.00 EUR captured: order … now paid”, or what it is instead of a sale. */
export function describeCharge(charge: ChargeFacts, what: string, order: SettledOrder | null): Done {
  const named = `Charge ${charge.id} for ${formatAmount(charge.amount, charge.currency)} ${what}`;
  if (order) return describeOrder(named, order);
  const why = `no sale of this account, ${whyNoSale(charge)}: it makes no order`;
  return { outcome: 'applied', summary: `${named}: ${why}` };
}
