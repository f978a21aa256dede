import type Stripe from 'stripe';
import { type Card, makeCard } from './cards';
import { localPrice, MARKETS, type Market, PLANS, PRODUCTS } from './markets';
import { Random } from './random';

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
  /** The payments are a subscription's. */
  forInvoice?: boolean;
  /** The payments are authorised first and captured later. */
  manualCapture?: boolean;
};

/** One payment of the story: the ids of its PaymentIntent and charges share a stem, as Stripe's do. */
export type Payment = {
  id: string;
  amount: number;
  currency: string;
  created: number;
  clientSecret: string;
  /** How often it was tried; each attempt is a charge of its own. */
  attempt: number;
  /** When the present attempt reached the bank. */
  chargedAt: number;
  /** It pays an invoice of a subscription, and so no Checkout Session's cart. */
  forInvoice: boolean;
  /** Only authorised first, captured later. */
  manualCapture: boolean;
};

/** A refund that the story has made. */
export type RefundFact = { id: string; amount: number; created: number; transaction: string; reference: string };

/** Who buys. */
export type Buyer = {
  id: string;
  name: string;
  email: string;
  phone: string;
  created: number;
  address: Stripe.Address;
};

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
  readonly market: Market;
  readonly buyer: Buyer;
  readonly product: { id: string; name: string };
  readonly start: number;
  readonly refunds: RefundFact[] = [];
  now: number;
  card: Card;
  cards = 1;
  cardAddedAt: number;
  payment: Payment;
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
    this.merchant = new Random(`merchant ${options.account ?? ''}`).text(10);
    const random = new Random(options.seed);
    const wanted = this.payWith === 'sepa_debit' ? 'eur' : options.currency;
    const markets = MARKETS.filter(({ currency }) => currency === wanted);
    this.market = random.weighted(markets.length > 0 ? markets : MARKETS);
    this.buyer = this.makeBuyer(random, options);
    this.cardAddedAt = options.start;
    this.card = makeCard(random, this.market.country, new Date(this.start * 1000).getUTCFullYear());
    const [name, dollars] = random.pick(this.forInvoice ? PLANS : PRODUCTS);
    this.product = { id: this.id('prod', 'product', 14), name };
    const currency = options.currency ?? this.market.currency;
    this.payment = this.nextPayment(options.amount ?? localPrice(this.market, dollars), currency);
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

  /** Starts another payment, as a renewal does. */
  nextPayment(amount = this.payment.amount, currency = this.payment.currency): Payment {
    this.payments += 1;
    const id = this.paymentId('pi');
    const clientSecret = `${id}_secret_${this.random(id).text(25)}`;
    const created = this.payments === 1 ? this.start : this.now;
    this.payment = {
      id,
      amount,
      currency,
      created,
      clientSecret,
      attempt: 1,
      chargedAt: created + 1,
      forInvoice: this.forInvoice,
      manualCapture: this.manualCapture,
    };
    return this.payment;
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
    return this.stemmed('in', `invoice ${this.payments}`);
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

  /** Gives back `amount`, by default what is left. */
  refund(amount = this.payment.amount - this.refunded): RefundFact {
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

  private makeBuyer(random: Random, options: StoryOptions): Buyer {
    const { country, names, places, phone } = this.market;
    const name = random.pick(names);
    const [city, postal_code, state, line1] = random.pick(places);
    const plain = name
      .toLowerCase()
      .replace(/ß/g, 'ss')
      .replace(/ı/g, 'i')
      .normalize('NFD')
      .replace(/\p{M}|['’]/gu, '');
    const ascii = plain.replace(/[^a-z]+/g, '.').replace(/^\.+|\.+$/g, '');
    return {
      id: options.customer ?? this.id('cus', 'customer', 14),
      name,
      email: options.email ?? `${ascii.length > 3 ? ascii : 'buyer'}.${random.int(10, 9999)}@example.com`,
      phone: phone + random.text(4, '0123456789'),
      created: this.start,
      address: { city, country, line1, line2: null, postal_code, state },
    };
  }
}
