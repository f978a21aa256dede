import { applySetupIntent } from '../payments/setup-intents/apply-setup-intent';
import { describeSetupIntent } from '../payments/setup-intents/describe-setup-intent';
import { readObject } from '../stripe/read-object';
import { setupIntentSchema } from '../stripe/setup-intent';
import { defineHandler } from './define-handler';

export const setupIntentRequiresAction = defineHandler('setup_intent.requires_action', async (event, context) => {
  const intent = readObject(setupIntentSchema, event);
  return describeSetupIntent(intent, 'waits for the customer', await applySetupIntent(context, intent));
});
