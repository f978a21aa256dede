import { formatAmount } from '../money/format-amount';
import { applyCharge } from '../orders/apply-charge';
import { describeOrder } from '../orders/describe-order';
import { chargeRefundsSchema, chargeSchema } from '../stripe/charge';
import { readObject } from '../stripe/read-object';
import { askForInvoice } from './ask-for-invoice';
import { defineHandler } from './define-handler';

export const chargeRefunded = defineHandler(
  'charge.refunded',
  async (event, context) => {
    const charge = readObject(chargeSchema, event);
    const { refunds } = readObject(chargeRefundsSchema, event);
    const order = await applyCharge(context, charge, refunds);
    const refunded = formatAmount(charge.amount_refunded, charge.currency);
    return `Charge ${charge.id} for ${formatAmount(charge.amount, charge.currency)} refunded, ${refunded} so far: ${describeOrder(order)}`;
  },
  askForInvoice,
);
