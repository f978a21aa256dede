import type Stripe from 'stripe';
import type { Routes } from '../api';
import { textOf } from '../form';

/** https://docs.stripe.com/api/setup_intents */
export const setupIntentRoutes: Routes = {
  'POST /v1/setup_intents': ({ form }, api) => {
    const set = {
      'data.object.customer': textOf(form, 'customer') ?? null,
      'data.object.description': textOf(form, 'description') ?? null,
    };
    return textOf(form, 'confirm') === 'true'
      ? api.tell(['setup_intent.created', 'setup_intent.succeeded'], set)
      : api.tell(['setup_intent.created'], set);
  },

  'POST /v1/setup_intents/:id/confirm': ({ id }, api) => {
    const { object, seed } = api.find(id, 'setupintent');
    const { customer } = object as Stripe.SetupIntent;
    return api.tell(['payment_method.attached', 'setup_intent.succeeded'], { 'data.object.customer': customer }, seed);
  },

  'GET /v1/setup_intents/:id': ({ id }, api) => api.find(id, 'setupintent').object,
};
