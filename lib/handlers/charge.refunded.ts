import { formatAmount } from '../kit/money/format-amount';
import { applyCharge } from '../payments/orders/apply-charge';
import { describeCharge } from '../payments/orders/describe-charge';
import { chargeRefundsSchema, chargeSchema } from '../stripe/charge';
import { readObject } from '../stripe/read-object';
import { askForInvoice } from './ask-for-invoice';
import { defineHandler } from './define-handler';

export const chargeRefunded = defineHandler(
  'charge.refunded',
  async (event, context) => {
    const charge = readObject(chargeSchema, event);
    const { refunds } = readObject(chargeRefundsSchema, event);
    const refunded = formatAmount(charge.amount_refunded, charge.currency);
    return describeCharge(charge, `refunded, ${refunded} so far`, await applyCharge(context, charge, refunds));
  },
  askForInvoice,
);
