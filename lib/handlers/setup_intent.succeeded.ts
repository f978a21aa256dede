import { applySetupIntent } from '../payments/setup-intents/apply-setup-intent';
import { describeSetupIntent } from '../payments/setup-intents/describe-setup-intent';
import { readObject } from '../stripe/read-object';
import { setupIntentSchema } from '../stripe/setup-intent';
import { defineHandler } from './define-handler';

export const setupIntentSucceeded = defineHandler('setup_intent.succeeded', async (event, context) => {
  const intent = readObject(setupIntentSchema, event);
  return describeSetupIntent(
    intent,
    `succeeded, ${intent.payment_method ?? 'the way to pay'} is saved`,
    await applySetupIntent(context, intent),
  );
});
