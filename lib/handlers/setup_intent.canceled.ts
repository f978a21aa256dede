import { applySetupIntent } from '../payments/setup-intents/apply-setup-intent';
import { describeSetupIntent } from '../payments/setup-intents/describe-setup-intent';
import { readObject } from '../stripe/read-object';
import { setupIntentSchema } from '../stripe/setup-intent';
import { defineHandler } from './define-handler';

export const setupIntentCanceled = defineHandler('setup_intent.canceled', async (event, context) => {
  const intent = readObject(setupIntentSchema, event);
  return describeSetupIntent(intent, 'canceled', await applySetupIntent(context, intent));
});
