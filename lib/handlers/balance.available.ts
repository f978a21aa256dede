import { formatAmount } from '../kit/money/format-amount';
import { recordBalance } from '../payments/payouts/record-balance';
import { balanceSchema } from '../stripe/balance';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const balanceAvailable = defineHandler('balance.available', async (event, context) => {
  const balance = readObject(balanceSchema, event);
  await recordBalance(context, balance);
  const amounts = balance.available.map(({ amount, currency }) => formatAmount(amount, currency));
  return `Balance: ${amounts.join(', ') || 'nothing'} available`;
});
