import { ApiError, type Routes } from '../api';
import { textOf } from '../form';

/** Stripe's test cards by the name that stands for them: https://docs.stripe.com/testing */
const TEST_CARDS: Record<string, { brand: string; last4: string }> = {
  pm_card_visa: { brand: 'visa', last4: '4242' },
  pm_card_mastercard: { brand: 'mastercard', last4: '4444' },
  pm_card_amex: { brand: 'amex', last4: '8431' },
};

/** https://docs.stripe.com/api/payment_methods */
export const paymentMethodRoutes: Routes = {
  'POST /v1/payment_methods/:id/attach': ({ id, form }, api) => {
    const card = TEST_CARDS[id];
    if (!card) throw new ApiError(404, `No such PaymentMethod: '${id}'`, undefined, 'resource_missing');
    return api.tell(['payment_method.attached'], {
      'data.object.customer': textOf(form, 'customer'),
      'data.object.card.brand': card.brand,
      'data.object.card.last4': card.last4,
    });
  },

  'POST /v1/payment_methods/:id/detach': ({ id }, api) => {
    const { object, seed } = api.find(id, 'PaymentMethod');
    const { customer, card } = object as unknown as { customer: string; card: object };
    return api.tell(
      ['payment_method.detached'],
      { 'data.object.card': card, 'data.previous_attributes.customer': customer },
      seed,
    );
  },

  'GET /v1/payment_methods/:id': ({ id }, api) => api.find(id, 'PaymentMethod').object,
};
