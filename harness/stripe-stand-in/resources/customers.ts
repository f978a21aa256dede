import type { Routes } from '../api';
import { textOf } from '../form';

/** https://docs.stripe.com/api/customers */
export const customerRoutes: Routes = {
  'POST /v1/customers': ({ form }, api) =>
    api.tell(['customer.created'], {
      'data.object.description': textOf(form, 'description') ?? null,
      'data.object.email': textOf(form, 'email') ?? null,
      'data.object.name': textOf(form, 'name') ?? null,
    }),

  'GET /v1/customers/:id': ({ id }, api) => api.find(id, 'customer').object,
};
