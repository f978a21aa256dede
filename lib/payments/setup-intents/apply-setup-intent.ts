import type { EventContext } from '../../db/event-context';
import { upsertObject } from '../../db/upsert-object';
import type { ObjectRow, Upserted } from '../../db/upsert-statement';
import { type SetupIntentFacts, setupIntentSchema, setupIntentState } from '../../stripe/setup-intent';

const rowOf = (intent: SetupIntentFacts): ObjectRow => ({
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
  retell: (_, object) => rowOf(setupIntentSchema.parse(object)),
});

/** Keeps a SetupIntent: a customer who saves a way to pay, and buys nothing. */
export const applySetupIntent = (context: EventContext, intent: SetupIntentFacts): Promise<Upserted> =>
  upsertObject(context, rowOf(intent));
