import { applySetupIntent } from '../payments/setup-intents/apply-setup-intent';
import { describeSetupIntent } from '../payments/setup-intents/describe-setup-intent';
import { setupIntentSchema } from '../stripe/setup-intent';
import { defineFamily } from './define-family';

export const setupIntents = defineFamily(
  { schema: setupIntentSchema, apply: applySetupIntent, describe: describeSetupIntent },
  {
    'setup_intent.created': 'created',
    'setup_intent.requires_action': 'waits for the customer',
    'setup_intent.succeeded': ({ payment_method: method }) => `succeeded, ${method ?? 'the way to pay'} is saved`,
    'setup_intent.setup_failed': ({ last_setup_error: error }) =>
      `was refused${error?.message ? ` (${error.message})` : ''}`,
    'setup_intent.canceled': 'canceled',
  },
);
