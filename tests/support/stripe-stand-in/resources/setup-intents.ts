import type { Routes } from '../api';
import { textOf } from '../form';

/** https://docs.stripe.com/api/setup_intents */
export const setupIntents: Routes = {
  'POST /v1/setup_intents': ({ form }, api) => {
    const set = {
      'data.object.customer': textOf(form, 'customer') ?? null,
      'data.object.description': textOf(form, 'description') ?? null,
    };
    return textOf(form, 'confirm') === 'true'
      ? api.tell(['setup_intent.created', 'setup_intent.succeeded'], set)
      : api.tell(['setup_intent.created'], set);
  },

  'GET /v1/setup_intents/:id': ({ id }, api) => api.find(id, 'setupintent').object,
};
