import { applySetupIntent } from '../payments/setup-intents/apply-setup-intent';
import { describeSetupIntent } from '../payments/setup-intents/describe-setup-intent';
import { readObject } from '../stripe/read-object';
import { setupIntentSchema } from '../stripe/setup-intent';
import { defineHandler } from './define-handler';

export const setupIntentSetupFailed = defineHandler('setup_intent.setup_failed', async (event, context) => {
  const intent = readObject(setupIntentSchema, event);
  const reason = intent.last_setup_error?.message ? ` (${intent.last_setup_error.message})` : '';
  return describeSetupIntent(intent, `was refused${reason}`, await applySetupIntent(context, intent));
});
