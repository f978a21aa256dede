import type { Rule } from './define-rule';
import { contradictingDeliveries } from './rules/contradicting-deliveries';
import { effectWithoutOrder } from './rules/effect-without-order';
import { fulfilledNotPaid } from './rules/fulfilled-not-paid';
import { fulfilledTwice } from './rules/fulfilled-twice';
import { heldForAPerson } from './rules/held-for-a-person';
import { orderStatusDiffers } from './rules/order-status-differs';
import { orderSumsDiffer } from './rules/order-sums-differ';
import { paidNotFulfilled } from './rules/paid-not-fulfilled';
import { refundOfSharedPayment } from './rules/refund-of-shared-payment';
import { refundedMoreThanPaid } from './rules/refunded-more-than-paid';
import { refundsDifferFromCharge } from './rules/refunds-differ-from-charge';
import { sweepOverdue } from './rules/sweep-overdue';
import { twoOrdersForOnePayment } from './rules/two-orders-for-one-payment';

/** Every rule about the money that Hookwell checks, one line each. */
export const RULES: readonly Rule[] = [
  paidNotFulfilled,
  fulfilledNotPaid,
  refundedMoreThanPaid,
  twoOrdersForOnePayment,
  effectWithoutOrder,
  fulfilledTwice,
  heldForAPerson,
  refundOfSharedPayment,
  refundsDifferFromCharge,
  orderSumsDiffer,
  orderStatusDiffers,
  sweepOverdue,
  contradictingDeliveries,
];

export const findRule = (name: string): Rule | undefined => RULES.find((rule) => rule.name === name);
