import type Stripe from 'stripe';
import { isMissing } from '../stripe/is-missing';

export type CardSetup = { customer: string; clientSecret: string };

/**
 * The SetupIntent with which a customer saves a card for later, and the customer, made at the first one. `attempt` is
 * new with each page: a call whose answer got lost finds what it made. Throws what the SDK throws.
 * @see https://docs.stripe.com/payments/save-and-reuse
 */
export async function createCardSetup(stripe: Stripe, known: string | null, attempt: string): Promise<CardSetup> {
  const customer = known ?? (await createCustomer(stripe, attempt));
  try {
    return await createSetup(stripe, customer, attempt);
  } catch (error) {
    // Someone deleted the customer of this cookie at Stripe.
    if (!known || !isMissing(error)) throw error;
    return createSetup(stripe, await createCustomer(stripe, attempt), attempt);
  }
}

async function createCustomer(stripe: Stripe, attempt: string): Promise<string> {
  const { id } = await stripe.customers.create(
    { description: 'Visitor of the demo shop' },
    { idempotencyKey: `hookwell-customer-${attempt}` },
  );
  return id;
}

async function createSetup(stripe: Stripe, customer: string, attempt: string): Promise<CardSetup> {
  const intent = await stripe.setupIntents.create(
    { customer, usage: 'off_session', automatic_payment_methods: { enabled: true } },
    { idempotencyKey: `hookwell-card-${customer}-${attempt}` },
  );
  if (!intent.client_secret) throw new Error(`Stripe gave no client secret for ${intent.id}`);
  return { customer, clientSecret: intent.client_secret };
}
