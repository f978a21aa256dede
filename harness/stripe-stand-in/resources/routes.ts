import type { Routes } from '../api';
import { checkoutSessions } from './checkout-sessions';
import { customers } from './customers';
import { events } from './events';
import { invoicePayments } from './invoice-payments';
import { paymentIntents } from './payment-intents';
import { paymentMethods } from './payment-methods';
import { setupIntents } from './setup-intents';
import { webhookEndpoints } from './webhook-endpoints';

/** Every call that the stand-in answers, one file a resource. */
export const routes: Routes = {
  ...checkoutSessions,
  ...customers,
  ...events,
  ...invoicePayments,
  ...paymentIntents,
  ...paymentMethods,
  ...setupIntents,
  ...webhookEndpoints,
};
