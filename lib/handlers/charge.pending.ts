import { applyCharge } from '../payments/orders/apply-charge';
import { describeCharge } from '../payments/orders/describe-charge';
import { chargeSchema } from '../stripe/charge';
import { readObject } from '../stripe/read-object';
import { askForInvoice } from './ask-for-invoice';
import { defineHandler } from './define-handler';

export const chargePending = defineHandler(
  'charge.pending',
  async (event, context) => {
    const charge = readObject(chargeSchema, event);
    return describeCharge(charge, 'is pending', await applyCharge(context, charge));
  },
  askForInvoice,
);
