import type Stripe from 'stripe';
import { billOf } from '../bills';
import type { Story } from '../story';

/** Less than zero: the customer's credit, which the next invoices use up. */
const balanceOf = (story: Story): number => (story.planChange ? billOf(story).total : 0);

/** The buyer as a Customer: https://docs.stripe.com/api/customers/object */
export function customer(story: Story, defaultPaymentMethod: string | null = null): Stripe.Customer {
  const { buyer } = story;
  return {
    id: buyer.id,
    object: 'customer',
    address: buyer.address,
    balance: balanceOf(story),
    created: buyer.created,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: buyer.email,
    invoice_prefix: story.invoicePrefix,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: defaultPaymentMethod,
      footer: null,
      rendering_options: null,
    },
    livemode: story.livemode,
    metadata: {},
    name: buyer.name,
    next_invoice_sequence: 1,
    phone: buyer.phone,
    preferred_locales: [story.market.locale],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}
