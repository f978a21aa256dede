import type { EventContext } from '../db/event-context';
import { type Upserted, upsertObject } from '../db/upsert-object';
import { type SetupIntentFacts, setupIntentState } from '../stripe/setup-intent';

/** Keeps a SetupIntent: a customer who saves a way to pay, and buys nothing. */
export function applySetupIntent(context: EventContext, intent: SetupIntentFacts): Promise<Upserted> {
  return upsertObject(context, {
    table: 'setup_intents',
    state: setupIntentState(intent),
    columns: {
      id: intent.id,
      status: intent.status,
      customer_id: intent.customer,
      payment_method_id: intent.payment_method,
      failure_code: intent.last_setup_error?.code ?? null,
      failure_message: intent.last_setup_error?.message ?? null,
      created_at: intent.created,
    },
  });
}
