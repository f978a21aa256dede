import fc from 'fast-check';
import type Stripe from 'stripe';

/** What was bought and paid: invoices, payments, and which payment pays how much of which invoice. */
export type World = {
  run: string;
  events: Stripe.Event[];
  /** Invoices that are paid in the end: each is a purchase. */
  bought: string[];
  /** Payments that never paid an invoice: each is a purchase as well. */
  alone: string[];
  /** Payments whose only link was undone: for a person. */
  undone: string[];
};

const START = Date.UTC(2026, 9, 1) / 1000;
const API_VERSION = '2026-10-28.endive';

type Part = { payment: number; invoice: number; amount: number };

type Plan = {
  invoices: number;
  parts: Part[];
  alone: number[];
  /** A part whose link is undone, and whether another payment takes its place. */
  undo: { part: number; isReplaced: boolean } | null;
};

/** Invoices and payments, one to one, one to many, many to one, and a link that is undone. */
const plan: fc.Arbitrary<Plan> = fc
  .record({
    invoices: fc.integer({ min: 0, max: 3 }),
    payments: fc.integer({ min: 1, max: 3 }),
    amounts: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 9, maxLength: 9 }),
    pays: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
    undo: fc.option(fc.record({ part: fc.nat(8), isReplaced: fc.boolean() })),
  })
  .map(({ invoices, payments, amounts, pays, undo }) => {
    const pairs = Array.from({ length: invoices * payments }, (_, nth) => ({
      payment: nth % payments,
      invoice: Math.floor(nth / payments),
      amount: (amounts[nth] ?? 1) * 100,
    }));
    const chosen = pairs.filter((_, nth) => pays[nth]);
    // An invoice that nothing pays is paid by the first payment.
    const unpaid = Array.from({ length: invoices }, (_, invoice) => invoice).filter(
      (invoice) => !chosen.some((part) => part.invoice === invoice),
    );
    const parts = [...chosen, ...unpaid.map((invoice) => ({ payment: 0, invoice, amount: 700 }))];
    const alone = Array.from({ length: payments }, (_, payment) => payment).filter(
      (payment) => !parts.some((part) => part.payment === payment),
    );
    const one = undo && parts.length > 0 ? { ...undo, part: undo.part % parts.length } : null;
    return { invoices, parts, alone, undo: one };
  });

/** Worlds under ids of their own, each with its events in an order in which they may arrive, some of them twice. */
export function sampleWorlds(tag: string, count: number, seed: number): (World & { arrived: Stripe.Event[] })[] {
  return fc.sample(plan, { numRuns: count, seed }).map((made, nth) => {
    const world = tellWorld(made, `${tag}${nth}`);
    const arrival = fc.tuple(
      fc.shuffledSubarray(world.events, { minLength: world.events.length }),
      fc.array(fc.constantFrom(...world.events), { maxLength: 4 }),
    );
    const [[order, again] = [[], []]] = fc.sample(arrival, { numRuns: 1, seed: seed + nth });
    return { ...world, arrived: [...order, ...again] };
  });
}

/** Stripe's objects of one world, and its events in Stripe's order. */
function makeTeller({ parts }: Plan, run: string) {
  const common = { currency: 'usd', customer: `cus_${run}`, livemode: false };
  const events: Stripe.Event[] = [];
  const id = (prefix: string, name: string | number) => `${prefix}_${run}x${name}`;
  const tell = (type: string, second: number, object: Record<string, unknown>, previous?: Record<string, unknown>) => {
    const data = { object, ...(previous && { previous_attributes: previous }) };
    const created = START + second;
    const event = { id: id('evt', events.length), object: 'event', type, created, api_version: API_VERSION };
    events.push({ ...event, livemode: false, data } as unknown as Stripe.Event);
  };
  const total = (invoice: number) => sumOf(parts.filter((part) => part.invoice === invoice));
  const invoice = (nth: number, status: string, paid: number) => ({
    id: id('in', nth),
    object: 'invoice',
    ...common,
    created: START + nth,
    status,
    billing_reason: 'manual',
    total: total(nth),
    amount_due: total(nth),
    amount_paid: paid,
    attempt_count: 1,
    status_transitions: { paid_at: status === 'paid' ? START + 200 : null },
  });
  const pay = (name: string | number, second: number, amount: number) => {
    const [intent, charge] = payment({ intent: id('pi', name), charge: id('ch', name) }, second, amount);
    tell('charge.succeeded', second, { ...common, ...charge });
    tell('payment_intent.succeeded', second, { ...common, ...intent });
  };
  const link = (name: string | number, nth: number, payment: string, amount: number) => ({
    id: id('inpay', name),
    object: 'invoice_payment',
    currency: 'usd',
    created: START + 100,
    invoice: id('in', nth),
    amount_paid: amount,
    status: 'paid',
    payment: { type: 'payment_intent', payment_intent: payment },
  });
  return { events, id, tell, total, invoice, pay, link };
}

type Teller = ReturnType<typeof makeTeller>;

const sumOf = (parts: Plan['parts']) => parts.reduce((sum, { amount }) => sum + amount, 0);

/** A payment that succeeded, as its PaymentIntent and its charge. */
const payment = (ids: { intent: string; charge: string }, second: number, amount: number) => [
  {
    id: ids.intent,
    object: 'payment_intent',
    created: START + second - 5,
    amount,
    amount_received: amount,
    latest_charge: ids.charge,
    status: 'succeeded',
    metadata: {},
  },
  {
    id: ids.charge,
    object: 'charge',
    created: START + second,
    amount,
    amount_captured: amount,
    amount_refunded: 0,
    captured: true,
    payment_intent: ids.intent,
    status: 'succeeded',
  },
];

/** The events of a world in Stripe's order. */
function tellWorld(plan: Plan, run: string): World {
  const { invoices, parts, alone, undo } = plan;
  const teller = makeTeller(plan, run);
  const { events, id, tell, total, invoice, pay, link } = teller;

  for (let nth = 0; nth < invoices; nth++) tell('invoice.finalized', nth, invoice(nth, 'open', 0));
  const payments = [...new Set(parts.map(({ payment }) => payment))].sort();
  for (const payment of payments) pay(payment, 100 + payment, sumOf(parts.filter((part) => part.payment === payment)));
  for (const payment of alone) pay(payment, 150 + payment, 100 * (payment + 1) + 7);
  for (const [nth, part] of parts.entries())
    tell('invoice_payment.paid', 110 + nth, link(nth, part.invoice, id('pi', part.payment), part.amount));
  for (let nth = 0; nth < invoices; nth++) tell('invoice.paid', 200, invoice(nth, 'paid', total(nth)));

  const taken = undo ? parts[undo.part] : undefined;
  return {
    run,
    events,
    bought: Array.from({ length: invoices }, (_, nth) => nth)
      .filter((nth) => nth !== taken?.invoice || undo?.isReplaced)
      .map((nth) => id('in', nth)),
    alone: alone.map((payment) => id('pi', payment)),
    undone: undo && taken ? tellUndone(teller, parts, { ...undo, taken }) : [],
  };
}

/** A payment no longer pays its invoice, and another one may replace it. Returns the payments that pay nothing any more. */
function tellUndone(
  { id, tell, total, invoice, pay, link }: Teller,
  parts: Plan['parts'],
  { part, taken, isReplaced }: NonNullable<Plan['undo']> & { taken: Plan['parts'][number] },
): string[] {
  tell('invoice_payment.detached', 300, { ...link(part, taken.invoice, id('pi', taken.payment), taken.amount) });
  tell('invoice.updated', 300, invoice(taken.invoice, 'open', total(taken.invoice) - taken.amount), {
    status: 'paid',
    amount_paid: total(taken.invoice),
  });
  if (isReplaced) {
    pay('again', 400, taken.amount);
    tell('invoice_payment.paid', 401, link('again', taken.invoice, id('pi', 'again'), taken.amount));
    tell('invoice.paid', 401, invoice(taken.invoice, 'paid', total(taken.invoice)));
  }
  const paysMore = parts.some((other, nth) => nth !== part && other.payment === taken.payment);
  return paysMore ? [] : [id('pi', taken.payment)];
}
