/** What a caller may fix; everything else follows from the seed. Times are Unix seconds, amounts minor units. */
export type StoryOptions = {
  seed: string;
  /** When the story starts. */
  start: number;
  /** Where its clock stands; the start, unless one event in the middle of it is wanted. */
  now?: number;
  livemode?: boolean;
  account?: string;
  amount?: number;
  currency?: string;
  customer?: string;
  email?: string;
  /** The way to pay: a card, or a debit that takes days to settle. */
  payWith?: 'card' | 'sepa_debit';
  /** The payments are invoices', and those a subscription's. */
  forInvoice?: boolean;
  /** With `forInvoice`: no subscription, but so many invoices that the shop wrote itself, and one payment for all. */
  ownInvoices?: number;
  /** Radar puts the payment into manual review. */
  reviewed?: boolean;
  /** The payments are authorised first and captured later. */
  manualCapture?: boolean;
};

/** One payment of the story: the ids of its PaymentIntent and charges share a stem, as Stripe's do. */
export type StoryPayment = {
  id: string;
  amount: number;
  currency: string;
  created: number;
  clientSecret: string;
  /** How often it was tried; each attempt is a charge of its own. */
  attempt: number;
  /** When the present attempt reached the bank. */
  chargedAt: number;
  /** When its invoice was made, where it has one: renewals are invoiced an hour before they are paid. */
  invoicedAt: number;
};

/** A refund that the story has made. */
export type RefundFact = { id: string; amount: number; created: number; transaction: string; reference: string };

/** The states of a subscription that the stories pass through. */
export type SubscriptionStatus = 'incomplete' | 'trialing' | 'active' | 'past_due' | 'paused' | 'canceled';

/** What a subscription costs a month, in minor units. */
export type Plan = { priceId: string; product: { id: string; name: string }; amount: number };

/** A change to another plan in the middle of a month. */
export type PlanChange = { from: Plan; at: number };
