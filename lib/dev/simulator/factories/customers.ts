import { DAY, type EventFactories } from '../events';
import { customer } from '../objects/customer';
import { mandate } from '../objects/mandate';
import { paymentMethod } from '../objects/payment-method';
import { setupIntent } from '../objects/setup-intent';
import type { Story } from '../story';

/** What the objects of a renewed card held before: it was about to expire. */
const olderCard = (story: Story) => {
  const { card } = paymentMethod(story, { attached: true });
  return card ? { card: { ...card, exp_year: card.exp_year - 4 } } : {};
};

const defaultMethod = (id: string | null) => ({
  custom_fields: null,
  default_payment_method: id,
  footer: null,
  rendering_options: null,
});

/** Either the credit of a smaller plan, or the card that pays by default. */
function changedCustomer(story: Story) {
  if (story.planChange) return { object: customer(story), previous: { balance: 0 } };
  const [now, before] = story.cardRemoved ? [null, story.paymentMethodId] : [story.paymentMethodId, null];
  return { object: customer(story, now), previous: { invoice_settings: defaultMethod(before) } };
}

/** Customers and the cards that they keep with the shop. */
export const CUSTOMERS = {
  'customer.created': { after: 0, build: (story) => ({ object: customer(story) }) },
  'customer.updated': {
    after: 3,
    build: (story) => ({ ...changedCustomer(story), by: 'shop' }),
  },
  'customer.deleted': { after: 90 * DAY, build: (story) => ({ object: customer(story), by: 'shop' }) },
  'payment_method.attached': { after: 1, build: (story) => ({ object: paymentMethod(story, { attached: true }) }) },
  'payment_method.updated': {
    after: 30 * DAY,
    build: (story) => ({
      object: paymentMethod(story, { attached: true }),
      previous: olderCard(story),
      by: 'shop',
    }),
  },
  'payment_method.automatically_updated': {
    after: 30 * DAY,
    build: (story) => ({
      object: paymentMethod(story, { attached: true }),
      previous: olderCard(story),
      by: 'stripe',
    }),
  },
  'payment_method.detached': {
    after: 30 * DAY,
    build: (story) => ({
      object: paymentMethod(story, { attached: false }),
      previous: { customer: story.buyer.id },
      by: 'shop',
    }),
  },
  'setup_intent.created': { after: 0, build: (story) => ({ object: setupIntent(story, 'requires_payment_method') }) },
  'setup_intent.requires_action': { after: 2, build: (story) => ({ object: setupIntent(story, 'requires_action') }) },
  'setup_intent.succeeded': { after: 2, build: (story) => ({ object: setupIntent(story, 'succeeded') }) },
  'setup_intent.setup_failed': {
    after: 2,
    build: (story) => ({ object: setupIntent(story, 'requires_payment_method', true) }),
  },
  'setup_intent.canceled': { after: DAY, build: (story) => ({ object: setupIntent(story, 'canceled'), by: 'shop' }) },
  'mandate.updated': {
    facts: { payWith: 'sepa_debit' },
    after: 3,
    build: (story) => ({ object: mandate(story, 'active'), previous: { status: 'pending' }, by: 'stripe' }),
  },
} satisfies EventFactories;
