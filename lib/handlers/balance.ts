import { formatAmount } from '../kit/money/format-amount';
import { recordBalance } from '../payments/payouts/record-balance';
import { balanceSchema } from '../stripe/balance-schema';
import { readObject } from '../stripe/read-object';
import { defineHandler } from './define-handler';

export const balance = [
  defineHandler('balance.available', async (event, context) => {
    const facts = readObject(balanceSchema, event);
    await recordBalance(context, facts);
    const amounts = facts.available.map(({ amount, currency }) => formatAmount(amount, currency));
    return `Balance: ${amounts.join(', ') || 'nothing'} available`;
  }),
];
