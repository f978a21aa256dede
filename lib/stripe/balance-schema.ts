import { z } from 'zod';
import { currency, minorUnits } from './read-object';

const funds = z.array(z.object({ amount: minorUnits, currency }));

/** What we need of the Balance, which has no id: https://docs.stripe.com/api/balance/balance_object */
export const balanceSchema = z.object({ available: funds, pending: funds });

export type BalanceFacts = z.output<typeof balanceSchema>;
