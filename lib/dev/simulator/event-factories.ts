import type { EventFactories } from './events';
import { BILLING } from './factories/billing';
import { CHECKOUT } from './factories/checkout';
import { CUSTOMERS } from './factories/customers';
import { PAYMENTS } from './factories/payments';
import { PAYOUTS } from './factories/payouts';
import { REFUNDS_AND_DISPUTES } from './factories/refunds-and-disputes';

/** Every type of event that the simulator can make, and how. */
export const EVENT_FACTORIES = {
  ...PAYMENTS,
  ...REFUNDS_AND_DISPUTES,
  ...CHECKOUT,
  ...CUSTOMERS,
  ...BILLING,
  ...PAYOUTS,
} satisfies EventFactories;

/** A type of event that the simulator can make. */
export type SimulatedType = keyof typeof EVENT_FACTORIES;
