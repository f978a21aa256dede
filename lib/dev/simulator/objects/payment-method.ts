import type Stripe from 'stripe';
import { cardNetworkOf, passedChecks } from '../cards';
import type { Story } from '../story';

/** The buyer's present way to pay: https://docs.stripe.com/api/payment_methods/object */
export function paymentMethod(story: Story, { attached }: { attached: boolean }): Stripe.PaymentMethod {
  const details = story.payWith === 'card' ? { card: cardOf(story) } : { sepa_debit: sepaDebitOf(story) };
  return {
    id: story.paymentMethodId,
    object: 'payment_method',
    allow_redisplay: attached ? 'limited' : 'unspecified',
    billing_details: billingDetails(story),
    ...(details.card ? details : {}),
    created: story.cardAddedAt,
    customer: attached ? story.buyer.id : null,
    customer_account: null,
    livemode: story.livemode,
    metadata: {},
    ...(details.card ? {} : details),
    type: story.payWith,
  };
}

/** Name and address as PaymentMethods and charges repeat them. */
export function billingDetails(story: Story): Stripe.PaymentMethod.BillingDetails {
  const { address, email, name } = story.buyer;
  return { address, email, name, phone: null, tax_id: null };
}

/** The bank account of a SEPA debit. */
export function sepaDebitOf(story: Story): Stripe.PaymentMethod.SepaDebit {
  const random = story.random('sepa');
  return {
    bank_code: '37040044',
    branch_code: '',
    country: 'DE',
    fingerprint: random.text(16),
    generated_from: { charge: null, setup_attempt: null },
    last4: '3000',
  };
}

function cardOf({ card }: Story): Stripe.PaymentMethod.Card {
  return {
    brand: card.brand,
    checks: { ...passedChecks },
    country: card.country,
    display_brand: card.brand,
    exp_month: card.expMonth,
    exp_year: card.expYear,
    fingerprint: card.fingerprint,
    funding: card.funding,
    generated_from: null,
    last4: card.last4,
    networks: { available: [cardNetworkOf(card)], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}
