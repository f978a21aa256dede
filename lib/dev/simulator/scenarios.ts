import { DAY, type FactoryFacts } from './events';
import { inTens } from './markets';
import { CREDITED, DOWNGRADE, FIRST_INVOICE, RENEWAL, RENEWAL_DECLINED, TWO_INVOICES } from './scenarios-billing';
import type { Story } from './story';
import type { StoryStep } from './story-step';

const HOUR = 60 * 60;

/** A business story of one customer. */
export type Scenario = {
  /** One line for `--list`. */
  summary: string;
  facts?: FactoryFacts;
  steps: readonly StoryStep[];
};

/** Hosted Checkout: the customer and the payment come into being when the buyer presses the button. */
const CHECKOUT: readonly StoryStep[] = [{ type: 'customer.created' }, { type: 'payment_intent.created' }];

/** The payment goes through. */
const PAID: readonly StoryStep[] = [
  { type: 'payment_method.attached', after: 1 },
  { type: 'charge.succeeded' },
  { type: 'payment_intent.succeeded' },
  { type: 'checkout.session.completed', after: 1 },
  { type: 'charge.updated', after: 3 },
];

const PURCHASE = [...CHECKOUT, ...PAID];

/** The bank holds the money until the shop captures it. */
const AUTHORISED: readonly StoryStep[] = [
  ...CHECKOUT,
  { type: 'charge.succeeded', after: 1 },
  { type: 'payment_intent.amount_capturable_updated' },
];

const CARD_SAVED: readonly StoryStep[] = [
  { type: 'customer.created' },
  { type: 'setup_intent.created' },
  { type: 'payment_method.attached', after: 2 },
  { type: 'setup_intent.succeeded' },
  { type: 'customer.updated', after: 1 },
];

/** The shop gives money back; the acquirer's reference number follows a day later. */
const refunded = (amount?: (story: Story) => number): readonly StoryStep[] => [
  { type: 'refund.created', after: 3 * DAY, first: (story) => story.refund(amount?.(story)) },
  { type: 'charge.refunded' },
  { type: 'refund.updated', after: DAY },
  { type: 'charge.refund.updated' },
];

/** A part of the amount; a multiple of ten, as currencies with three decimals want it. */
const part = (share: number) => (story: Story) => Math.max(1, inTens(story.payment.amount * share));

const DISPUTED: readonly StoryStep[] = [
  { type: 'charge.dispute.created', after: 12 * DAY, first: (story) => story.openDispute() },
  { type: 'charge.dispute.funds_withdrawn' },
  { type: 'charge.dispute.updated', after: 3 * DAY },
];

const DELAYED: readonly StoryStep[] = [
  ...CHECKOUT,
  { type: 'payment_method.attached', after: 1 },
  { type: 'charge.pending' },
  { type: 'payment_intent.processing' },
  { type: 'checkout.session.completed', after: 1 },
  { type: 'mandate.updated', after: 2 },
];

/** Radar puts the payment into the shop's queue; the goods wait until somebody has looked. */
const IN_REVIEW = PURCHASE.flatMap((step): StoryStep[] =>
  step.type === 'charge.succeeded' ? [step, { type: 'review.opened' }] : [step],
);

const [REFUND, CHARGE_REFUNDED, ...REFUND_REFERENCED] = refunded() as [StoryStep, StoryStep, ...StoryStep[]];

/** The stories that the simulator can tell, their events in the order in which Stripe usually sends them. */
export const SCENARIOS = {
  purchase: { summary: 'a card payment through hosted Checkout', steps: PURCHASE },
  declined: {
    summary: 'the first card is declined, the second one pays',
    steps: [
      ...CHECKOUT,
      { type: 'charge.failed', after: 1 },
      { type: 'payment_intent.payment_failed' },
      ...PAID.map((step, i) =>
        i === 0 ? { ...step, after: 41, first: (story: Story) => story.useAnotherCard() } : step,
      ),
    ],
  },
  authenticated: {
    summary: 'the bank asks the buyer to confirm (3D Secure) before the payment succeeds',
    steps: [...CHECKOUT, { type: 'payment_intent.requires_action', after: 1 }, ...PAID],
  },
  abandoned: {
    summary: 'a Checkout Session that nobody completes',
    steps: [{ type: 'checkout.session.expired', after: DAY }],
  },
  'delayed-payment': {
    summary: 'a SEPA debit: the session completes unpaid, the money comes five days later',
    facts: { payWith: 'sepa_debit' },
    steps: [
      ...DELAYED,
      { type: 'charge.succeeded', after: 5 * DAY },
      { type: 'payment_intent.succeeded' },
      { type: 'checkout.session.async_payment_succeeded', after: 1 },
    ],
  },
  'delayed-payment-failed': {
    summary: 'a SEPA debit that the bank returns after five days',
    facts: { payWith: 'sepa_debit' },
    steps: [
      ...DELAYED,
      { type: 'charge.failed', after: 5 * DAY },
      { type: 'payment_intent.payment_failed' },
      { type: 'checkout.session.async_payment_failed', after: 1 },
    ],
  },
  'manual-capture': {
    summary: 'an authorisation that is captured two days later, when the goods are sent',
    facts: { manualCapture: true },
    steps: [...AUTHORISED, { type: 'charge.captured', after: 2 * DAY }, { type: 'payment_intent.succeeded' }],
  },
  'partial-capture': {
    summary: 'an authorisation of which only a part is captured; the rest is released',
    facts: { manualCapture: true },
    steps: [
      ...AUTHORISED,
      { type: 'charge.captured', after: 2 * DAY, first: (story) => story.capture(part(0.7)(story)) },
      { type: 'payment_intent.succeeded' },
    ],
  },
  'hold-released': {
    summary: 'an authorisation that the shop gives up two days later: nothing is captured',
    facts: { manualCapture: true },
    steps: [...AUTHORISED, { type: 'payment_intent.canceled', after: 2 * DAY }],
  },
  refund: { summary: 'a purchase, then all of the money back', steps: [...PURCHASE, ...refunded()] },
  'partial-refund': {
    summary: 'a purchase, then some of the money back, twice',
    steps: [...PURCHASE, ...refunded(part(0.3)), ...refunded(part(0.2))],
  },
  review: {
    summary: 'a purchase that Radar puts into manual review, and that the shop approves hours later',
    facts: { reviewed: true },
    steps: [...IN_REVIEW, { type: 'review.closed', after: 5 * HOUR }],
  },
  'review-refunded': {
    summary: 'a purchase in manual review that the shop does not trust: it is refunded',
    facts: { reviewed: true },
    steps: [
      ...IN_REVIEW,
      { ...REFUND, after: 5 * HOUR },
      CHARGE_REFUNDED,
      {
        type: 'review.closed',
        first: (story) => {
          story.reviewEnd = 'refunded';
        },
      },
      ...REFUND_REFERENCED,
    ],
  },
  dispute: {
    summary: 'a purchase that the buyer disputes; the shop loses',
    steps: [...PURCHASE, ...DISPUTED, { type: 'charge.dispute.closed', after: 25 * DAY }],
  },
  'dispute-won': {
    summary: 'a purchase that the buyer disputes; the shop wins and has its money back',
    steps: [
      ...PURCHASE,
      ...DISPUTED,
      { type: 'charge.dispute.funds_reinstated', after: 25 * DAY, first: (story) => story.winDispute() },
      { type: 'charge.dispute.closed' },
    ],
  },
  'card-saved': { summary: 'a customer saves a card for later', steps: CARD_SAVED },
  'card-removed': {
    summary: 'a customer saves a card and takes it away a month later',
    steps: [
      ...CARD_SAVED,
      { type: 'payment_method.detached', after: 30 * DAY, first: (story) => story.removeCard() },
      { type: 'customer.updated' },
    ],
  },
  subscription: {
    summary: 'a subscription through Checkout: its first invoice, and the renewal a month later',
    facts: { forInvoice: true },
    steps: [...FIRST_INVOICE, ...RENEWAL],
  },
  'subscription-past-due': {
    summary: 'a subscription whose renewal is declined, and which ends after that',
    facts: { forInvoice: true },
    steps: [...FIRST_INVOICE, ...RENEWAL_DECLINED],
  },
  downgrade: {
    summary: 'a subscription whose buyer changes to a smaller plan: an invoice with a negative total',
    facts: { forInvoice: true },
    steps: [...FIRST_INVOICE, ...DOWNGRADE],
  },
  'two-invoices': {
    summary: 'two invoices that one payment pays',
    facts: { forInvoice: true, ownInvoices: 2 },
    steps: TWO_INVOICES,
  },
  credited: {
    summary: 'an invoice that a credit note takes away before it is paid; Stripe calls it paid',
    facts: { forInvoice: true, ownInvoices: 1 },
    steps: CREDITED,
  },
  payout: {
    summary: "the shop's balance is paid out to its bank account",
    steps: [
      { type: 'balance.available' },
      { type: 'payout.created' },
      { type: 'payout.updated', after: DAY },
      { type: 'payout.paid', after: DAY },
      { type: 'payout.reconciliation_completed', after: 60 },
    ],
  },
} satisfies Record<string, Scenario>;

/** The name of a story. */
export type StoryName = keyof typeof SCENARIOS;
