import type { Routes } from '../api';
import { checkoutSessionRoutes } from './checkout-sessions';
import { customerRoutes } from './customers';
import { events } from './events';
import { invoicePaymentRoutes } from './invoice-payments';
import { paymentIntentRoutes } from './payment-intents';
import { paymentMethodRoutes } from './payment-methods';
import { setupIntentRoutes } from './setup-intents';
import { webhookEndpoints } from './webhook-endpoints';

/** Every call that the stand-in answers, one file a resource. */
export const routes: Routes = {
  ...checkoutSessionRoutes,
  ...customerRoutes,
  ...events,
  ...invoicePaymentRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...setupIntentRoutes,
  ...webhookEndpoints,
};
