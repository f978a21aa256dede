import type Stripe from 'stripe';
import { addMonths } from './add-months';
import { makeCard, type TestCard } from './cards';
import { type Buyer, makeBuyer } from './make-buyer';
import { DEMO_PRODUCTS, inTens, localPrice, MARKETS, type Market, PLANS } from './markets';
import { Random } from './random';
import type { Plan, PlanChange, RefundFact, StoryOptions, StoryPayment, SubscriptionStatus } from './story-facts';

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/**
 * One customer's business with the shop: its facts are chosen from the seed at the start, so that every event tells of
 * the same ids, and its clock moves as the events are told.
 */
export class Story {
  readonly livemode: boolean;
  readonly account: string | undefined;
  readonly payWith: 'card' | 'sepa_debit';
  readonly forInvoice: boolean;
  readonly manualCapture: boolean;
  readonly ownInvoices: number;
  readonly reviewed: boolean;
  readonly market: Market;
  readonly buyer: Buyer;
  readonly start: number;
  readonly refunds: RefundFact[] = [];
  now: number;
  /** When the bank of the buyer took the money back. */
  disputedAt: number;
  /** How much of the amount authorised the shop took; all of it unless it said so. */
  captured: number | undefined;
  /** Whether the bank decided for the shop. */
  disputeWon = false;
  /** Whether the buyer took the saved card away again. */
  cardRemoved = false;
  /** How the subscription stands, and how it stood before. */
  subscription: { status: SubscriptionStatus; before?: SubscriptionStatus } = {
    status: 'active',
    before: 'incomplete',
  };
  /** How the review of the payment ends. */
  reviewEnd: 'approved' | 'refunded' = 'approved';
  /** Which of the shop's own invoices is told of: 1, 2, … */
  ownInvoice = 1;
  /** When a credit note took the whole invoice away, before it was paid. */
  creditedAt: number | undefined;
  plan: Plan;
  planChange: PlanChange | undefined;
  card: TestCard;
  cards = 1;
  cardAddedAt: number;
  payment: StoryPayment;
  payments = 0;
  private readonly seed: string;
  private readonly merchant: string;
  private events = 0;

  constructor(options: StoryOptions) {
    this.seed = options.seed;
    this.start = options.start;
    this.now = options.now ?? options.start;
    this.livemode = options.livemode ?? false;
    this.account = options.account;
    this.payWith = options.payWith ?? 'card';
    this.forInvoice = options.forInvoice ?? false;
    this.manualCapture = options.manualCapture ?? false;
    this.ownInvoices = options.ownInvoices ?? 0;
    this.reviewed = options.reviewed ?? false;
    this.merchant = new Random(`merchant ${options.account ?? ''}`).text(10);
    const random = new Random(options.seed);
    const wanted = this.payWith === 'sepa_debit' ? 'eur' : options.currency;
    const markets = MARKETS.filter(({ currency }) => currency === wanted);
    const known = {
      ...(options.customer ? { id: options.customer } : {}),
      ...(options.email ? { email: options.email } : {}),
    };
    this.market = random.weighted(markets.length > 0 ? markets : MARKETS);
    this.buyer = makeBuyer(random, this.market, { id: this.id('cus', 'customer', 14), ...known, created: this.start });
    this.cardAddedAt = options.start;
    this.disputedAt = options.start + 12 * DAY;
    this.card = makeCard(random, this.market.country, new Date(this.start * 1000).getUTCFullYear());
    const [name, dollars] = random.pick(this.forInvoice ? PLANS : DEMO_PRODUCTS);
    const currency = options.currency ?? this.market.currency;
    this.payment = this.nextPayment(options.amount ?? localPrice(this.market, dollars), currency);
    const product = { id: this.id('prod', 'product', 14), name };
    this.plan = { priceId: this.stemmed('price', 'plan'), product, amount: this.payment.amount };
  }

  /** An id that stands for `what` throughout the story: `id('cus', 'customer', 14)`. */
  id(prefix: string, what: string, length: number): string {
    return `${prefix}_${this.random(`${prefix} ${what}`).text(length)}`;
  }

  /** An id of the common form `pm_1…` with 24 characters, which names the shop's account in its middle. */
  stemmed(prefix: string, what: string): string {
    const random = this.random(`${prefix} ${what}`);
    return `${prefix}_1${random.text(6)}${this.merchant}${random.text(7)}`;
  }

  /** An id that belongs to a payment: `pi_3…`, `ch_3…`, `re_3…` share their stem. */
  paymentId(prefix: string, what = '', number = this.payments): string {
    const stem = `3${this.random(`payment ${number}`).text(6)}${this.merchant}`;
    return `${prefix}_${stem}${this.random(`${prefix} ${number} ${what}`).text(7)}`;
  }

  /** Random facts of their own for `what`, the same whenever they are asked for. */
  random(what: string): Random {
    return new Random(`${this.seed}\n${what}`);
  }

  /** Lets time pass. */
  wait(seconds: number): void {
    this.now += seconds;
  }

  /** Starts another payment, as a renewal does: invoiced now, paid in an hour. */
  nextPayment(amount = this.payment.amount, currency = this.payment.currency): StoryPayment {
    this.payments += 1;
    const id = this.paymentId('pi');
    const clientSecret = `${id}_secret_${this.random(id).text(25)}`;
    const renews = this.payments > 1;
    const invoicedAt = renews ? this.now : this.start;
    const created = renews ? invoicedAt + HOUR : invoicedAt;
    this.payment = {
      id,
      amount,
      currency,
      created,
      clientSecret,
      attempt: 1,
      chargedAt: created + 1,
      invoicedAt,
    };
    return this.payment;
  }

  /** The shop gives up an open invoice by a credit note over all of it. */
  creditInvoice(): void {
    this.creditedAt = this.now;
  }

  /** The buyer begins to pay what was invoiced before. */
  beginPayment(): void {
    this.payment.created = this.now;
    this.payment.chargedAt = this.now + 1;
  }

  /** What is sold: a product of the shop, or a plan. */
  get product(): Plan['product'] {
    return this.plan.product;
  }

  /** The charge of the present attempt. */
  get chargeId(): string {
    return this.paymentId(this.payWith === 'card' ? 'ch' : 'py', `attempt ${this.payment.attempt}`);
  }

  /** The Checkout Session in which the story began. */
  get sessionId(): string {
    return `cs_${this.livemode ? 'live' : 'test'}_a1${this.random('session').text(56)}`;
  }

  /** The shop's own number of the order, which travels in `metadata` and `client_reference_id`. */
  get orderNumber(): string {
    return `order-${this.random('order').int(100_000, 999_999)}`;
  }

  /** The subscription, where the story has one. */
  get subscriptionId(): string {
    return this.stemmed('sub', 'subscription');
  }

  /** The invoice that the present payment pays. */
  get invoiceId(): string {
    return this.invoiceIdOf(this.payments);
  }

  /** The invoice of the first, second, … payment. */
  invoiceIdOf(number: number): string {
    return this.stemmed('in', `invoice ${number}`);
  }

  /** The span that the present payment pays for. */
  get period(): { start: number; end: number } {
    return { start: addMonths(this.start, this.payments - 1), end: addMonths(this.start, this.payments) };
  }

  /** How the numbers of the customer's invoices begin. */
  get invoicePrefix(): string {
    return this.random('invoice prefix').text(8, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  }

  /** The PaymentMethod that the buyer uses now. */
  get paymentMethodId(): string {
    return this.stemmed('pm', `card ${this.cards}`);
  }

  /** The buyer takes another card and tries again. */
  useAnotherCard(): void {
    this.cards += 1;
    this.cardAddedAt = this.now;
    this.payment.attempt += 1;
    this.payment.chargedAt = this.now;
    this.card = makeCard(
      this.random(`card ${this.cards}`),
      this.market.country,
      new Date(this.start * 1000).getUTCFullYear(),
    );
  }

  /** The shop takes a part of what is authorised; Stripe releases the rest. */
  capture(amount: number): void {
    this.captured = amount;
  }

  /** What the present payment brings. */
  get taken(): number {
    return this.captured ?? this.payment.amount;
  }

  /** The buyer's bank takes the money back. */
  openDispute(): void {
    this.disputedAt = this.now;
  }

  /** The bank gives the money to the shop again. */
  winDispute(): void {
    this.disputeWon = true;
  }

  /** The buyer takes the saved card away. */
  removeCard(): void {
    this.cardRemoved = true;
  }

  /** The buyer changes to a plan that costs two fifths, and has the rest of the month credited. */
  downgrade(): void {
    this.planChange = { from: this.plan, at: this.now };
    const product = { id: this.id('prod', 'smaller product', 14), name: `${this.product.name} Lite` };
    this.plan = { priceId: this.stemmed('price', 'smaller plan'), product, amount: inTens(this.plan.amount * 0.4) };
  }

  /** The subscription changes its state. */
  turnSubscription(status: SubscriptionStatus): void {
    this.subscription = { status, before: this.subscription.status };
  }

  /** Gives back `amount`, by default what is left. */
  refund(amount = this.taken - this.refunded): RefundFact {
    const number = `refund ${this.refunds.length + 1}`;
    const fact = {
      id: this.paymentId(this.payWith === 'card' ? 're' : 'pyr', number),
      amount,
      created: this.now,
      transaction: this.paymentId('txn', number),
      reference: this.random(number).text(23, '0123456789'),
    };
    this.refunds.push(fact);
    return fact;
  }

  /** The refund that the story speaks of: the last one, or a first one of everything. */
  get lastRefund(): RefundFact {
    return this.refunds.at(-1) ?? this.refund();
  }

  /** What was given back so far, in minor units. */
  get refunded(): number {
    return this.refunds.reduce((sum, refund) => sum + refund.amount, 0);
  }

  /** The id of the next event, of the form of the object that it tells of. */
  eventId(type: Stripe.Event.Type): string {
    this.events += 1;
    const what = `event ${this.events} ${type}`;
    const ofPayment = /^(payment_intent|charge|refund)\./.test(type);
    return ofPayment ? this.paymentId('evt', what) : this.stemmed('evt', what);
  }
}
