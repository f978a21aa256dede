import { formatAmount } from '../money/format-amount';
import { applyCharge } from '../orders/apply-charge';
import { describeOrder } from '../orders/describe-order';
import { chargeSchema } from '../stripe/charge';
import { readObject } from '../stripe/read-object';
import { askForInvoice } from './ask-for-invoice';
import { defineHandler } from './define-handler';

export const chargeExpired = defineHandler(
  'charge.expired',
  async (event, context) => {
    const charge = readObject(chargeSchema, event);
    const order = await applyCharge(context, charge);
    return `Charge ${charge.id} for ${formatAmount(charge.amount, charge.currency)} expired, the hold ran out: ${describeOrder(order)}`;
  },
  askForInvoice,
);
