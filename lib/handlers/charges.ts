import { formatAmount } from '../kit/money/format-amount';
import { applyCharge } from '../payments/orders/apply-charge';
import { describeCharge } from '../payments/orders/describe-charge';
import { chargeRefundsSchema, chargeSchema } from '../stripe/charge';
import { readObject } from '../stripe/read-object';
import { askForInvoice } from './ask-for-invoice';
import { defineFamily } from './define-family';
import { defineHandler } from './define-handler';

export const charges = [
  ...defineFamily(
    { schema: chargeSchema, apply: applyCharge, describe: describeCharge, preparing: askForInvoice },
    {
      'charge.captured': 'captured',
      'charge.expired': 'expired, the hold ran out',
      'charge.failed': 'failed',
      'charge.pending': 'is pending',
      'charge.succeeded': 'succeeded',
      'charge.updated': 'updated',
    },
  ),
  // Until API version 2022-11-15 the charge carried its refunds: they are kept as well.
  defineHandler(
    'charge.refunded',
    async (event, context) => {
      const charge = readObject(chargeSchema, event);
      const { refunds } = readObject(chargeRefundsSchema, event);
      const refunded = formatAmount(charge.amount_refunded, charge.currency);
      return describeCharge(charge, `refunded, ${refunded} so far`, await applyCharge(context, charge, refunds));
    },
    askForInvoice,
  ),
];
