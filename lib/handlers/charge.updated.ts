import { applyCharge } from '../payments/orders/apply-charge';
import { describeCharge } from '../payments/orders/describe-charge';
import { chargeSchema } from '../stripe/charge';
import { readObject } from '../stripe/read-object';
import { askForInvoice } from './ask-for-invoice';
import { defineHandler } from './define-handler';

export const chargeUpdated = defineHandler(
  'charge.updated',
  async (event, context) => {
    const charge = readObject(chargeSchema, event);
    return describeCharge(charge, 'updated', await applyCharge(context, charge));
  },
  askForInvoice,
);
