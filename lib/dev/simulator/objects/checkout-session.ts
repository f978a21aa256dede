import type Stripe from 'stripe';
import type { Story } from '../story';
import { inStripeOrder } from './in-stripe-order';

/** How the story's Checkout Session stands. */
export type SessionState = {
  status: 'open' | 'complete' | 'expired';
  paymentStatus: 'paid' | 'unpaid' | 'no_payment_required';
};

/** What the demo shop makes no use of. */
const UNUSED = {
  after_expiration: null,
  allow_promotion_codes: null,
  allowed_payment_method_types: null,
  client_secret: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  customer_account: null,
  customer_email: null,
  integration_identifier: null,
  locale: null,
  origin_context: null,
  payment_link: null,
  payment_method_configuration_details: null,
  permissions: null,
  recovered_from: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  submit_type: null,
  wallet_options: null,
};

/**
 * The hosted Checkout Session of the story: a purchase, or a subscription where the payment is an invoice's.
 * https://docs.stripe.com/api/checkout/sessions/object
 */
export function checkoutSession(story: Story, { status, paymentStatus }: SessionState): Stripe.Checkout.Session {
  const { buyer, payment } = story;
  const subscribes = story.forInvoice;
  const opened = story.start - 47;
  const complete = status === 'complete';
  return inStripeOrder<Stripe.Checkout.Session>({
    ...UNUSED,
    id: story.sessionId,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    amount_subtotal: payment.amount,
    amount_total: payment.amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: 'auto',
    branding_settings: brandingOf(),
    cancel_url: 'https://shop.example.com/cart',
    client_reference_id: story.orderNumber,
    collected_information: complete ? { business_name: null, individual_name: null, shipping_details: null } : null,
    created: opened,
    currency: payment.currency,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: complete ? buyer.id : null,
    customer_creation: subscribes ? null : 'always',
    customer_details: complete ? detailsOf(story) : null,
    discounts: [],
    expires_at: opened + 24 * 60 * 60,
    invoice: subscribes && complete ? story.invoiceId : null,
    invoice_creation: subscribes ? null : noInvoice(),
    livemode: story.livemode,
    managed_payments: { enabled: false },
    metadata: { order_id: story.orderNumber },
    mode: subscribes ? 'subscription' : 'payment',
    payment_intent: subscribes || !complete ? null : payment.id,
    payment_method_collection: subscribes ? 'always' : 'if_required',
    payment_method_options: story.payWith === 'card' ? { card: { request_three_d_secure: 'automatic' } } : {},
    payment_method_types: [story.payWith],
    payment_status: paymentStatus,
    phone_number_collection: { enabled: true },
    saved_payment_method_options: {
      allow_redisplay_filters: ['always'],
      payment_method_remove: 'disabled',
      payment_method_save: null,
    },
    shipping_options: [],
    status,
    subscription: subscribes && complete ? story.subscriptionId : null,
    success_url: 'https://shop.example.com/success?session_id={CHECKOUT_SESSION_ID}',
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: status === 'open' ? `https://checkout.stripe.com/c/pay/${story.sessionId}` : null,
  });
}

const brandingOf = (): Stripe.Checkout.Session.BrandingSettings => ({
  background_color: '#ffffff',
  border_style: 'rounded',
  button_color: '#0f766e',
  display_name: 'Hookwell demo shop',
  font_family: 'default',
  icon: null,
  logo: null,
});

const detailsOf = ({ buyer }: Story): Stripe.Checkout.Session.CustomerDetails => ({
  address: buyer.address,
  business_name: null,
  email: buyer.email,
  individual_name: null,
  name: buyer.name,
  phone: buyer.phone,
  tax_exempt: 'none',
  tax_ids: [],
});

const noInvoice = (): Stripe.Checkout.Session.InvoiceCreation => ({
  enabled: false,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  },
});
