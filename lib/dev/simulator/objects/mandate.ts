import type Stripe from 'stripe';
import type { Story } from '../story';

/** The buyer's permission for SEPA debits: https://docs.stripe.com/api/mandates/object */
export function mandate(story: Story, status: 'active' | 'inactive'): Stripe.Mandate {
  const reference = story.random('mandate').text(16, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  return {
    id: mandateId(story),
    object: 'mandate',
    customer_acceptance: {
      accepted_at: story.start,
      online: { ip_address: '203.0.113.24', user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
      type: 'online',
    },
    livemode: story.livemode,
    multi_use: {},
    payment_method: story.paymentMethodId,
    payment_method_details: {
      sepa_debit: { reference, url: `https://hooks.stripe.com/adapter/sepa_debit/file/src_${reference}` },
      type: 'sepa_debit',
    },
    status,
    type: 'multi_use',
  };
}

/** The mandate's id, which the charge names. */
export const mandateId = (story: Story): string => story.stemmed('mandate', 'sepa');
