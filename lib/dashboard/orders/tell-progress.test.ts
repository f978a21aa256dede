import { describe, expect, it } from 'vitest';
import type { ProgressOf, ProgressStep } from './progress-step';
import { tellProgress } from './tell-progress';

const at = (minute: number) => new Date(Date.UTC(2026, 9, 1, 12, minute));
type Change = Record<string, unknown>;

const order = (change: Change = {}): ProgressOf =>
  ({
    status: 'pending',
    amount: 1000n,
    amountReceived: 0n,
    amountOutside: 0n,
    amountRefunded: 0n,
    currency: 'eur',
    disputeStatus: null,
    invoiceId: null,
    checkoutSessionId: null,
    customerEmail: 'ada@example.com',
    createdAt: at(0),
    paidAt: null,
    fulfilledAt: null,
    holdCode: null,
    holdDetail: null,
    holdEndsAt: null,
    decision: null,
    decidedBy: null,
    effects: [],
    paymentIntents: [],
    checkoutSessions: [],
    charges: [],
    refunds: [],
    disputes: [],
    invoices: [],
    ...change,
  }) as ProgressOf;

const paid = { status: 'paid', amountReceived: 1000n, paidAt: at(1) };
const effect = (kind: string, status: string, change: Change = {}) => ({
  kind,
  status,
  lastError: null,
  result: null,
  completedAt: status === 'done' ? at(3) : null,
  ...change,
});
const intent = (status: string, change: Change = {}) => ({
  id: 'pi_1',
  status,
  amount: 1000n,
  amountCapturable: 0n,
  amountRemaining: null,
  currency: 'eur',
  failureCode: null,
  failureMessage: null,
  ...change,
});
const charge = (status: string, change: Change = {}) => ({
  id: 'ch_1',
  paymentIntentId: 'pi_1',
  status,
  amount: 1000n,
  amountRefunded: 0n,
  captured: true,
  expired: false,
  currency: 'eur',
  failureCode: null,
  failureMessage: null,
  ...change,
});
const invoice = (status: string, change: Change = {}) => ({
  status,
  amountTotal: 1000n,
  amountFromBalance: 0n,
  paymentFailed: false,
  ...change,
});
const refund = (status: string, minute: number, change: Change = {}) => ({
  status,
  amount: 500n,
  createdAt: at(minute),
  failureReason: null,
  ...change,
});
const dispute = (status: string) => ({ status, reason: 'fraudulent', createdAt: at(7) });

const step = (change: Change, name: RegExp, mode: 'smtp' | 'kept' | 'off' = 'smtp') =>
  tellProgress(order(change), mode).find((found) => name.test(found.name)) as ProgressStep;

describe('The payment', () => {
  it.each<[string, Change, ProgressStep['state'], string]>([
    ['nothing but a link', { amount: 0n, currency: null }, 'waiting', 'No event of the payment itself has arrived yet'],
    [
      'an intent without a card',
      { paymentIntents: [intent('requires_payment_method')] },
      'waiting',
      'The customer has not paid yet',
    ],
    [
      'a refused intent',
      { paymentIntents: [intent('requires_payment_method', { failureMessage: 'Your card was declined.' })] },
      'waiting',
      'Refused so far: Your card was declined.',
    ],
    [
      'an intent behind 3-D Secure',
      { paymentIntents: [intent('requires_action')] },
      'waiting',
      'The customer has to confirm it with the bank',
    ],
    ['an intent of a slow bank', { paymentIntents: [intent('processing')] }, 'waiting', 'The bank is working on it'],
    [
      'a status of the future',
      { paymentIntents: [intent('something_new')] },
      'waiting',
      'The payment is something new',
    ],
    [
      'an authorization',
      { paymentIntents: [intent('requires_capture', { amountCapturable: 1000n })] },
      'waiting',
      '€10.00 is authorized; it has to be captured',
    ],
    [
      'an authorization of an old version, which has no amount_capturable',
      { paymentIntents: [intent('requires_capture')] },
      'waiting',
      '€10.00 is authorized; it has to be captured',
    ],
    [
      'an authorization that only its charge has told of',
      { charges: [charge('succeeded', { captured: false })] },
      'waiting',
      '€10.00 is authorized; it has to be captured',
    ],
    [
      'an authorized charge beside an intent whose later event is missing',
      { paymentIntents: [intent('requires_payment_method')], charges: [charge('succeeded', { captured: false })] },
      'waiting',
      '€10.00 is authorized; it has to be captured',
    ],
    [
      'a first capture of several',
      {
        amountReceived: 300n,
        paymentIntents: [intent('requires_capture', { amountCapturable: 700n })],
        charges: [charge('succeeded', { captured: false })],
      },
      'waiting',
      '€3.00 of €10.00 captured; €7.00 is still held',
    ],
    [
      'a first capture that was given back in part',
      {
        status: 'partially_refunded',
        amountReceived: 300n,
        amountRefunded: 100n,
        paymentIntents: [intent('requires_capture', { amountCapturable: 700n })],
        refunds: [refund('succeeded', 5)],
      },
      'waiting',
      '€3.00 of €10.00 captured; €7.00 is still held',
    ],
    [
      'a bank transfer that has not come',
      { paymentIntents: [intent('requires_action', { amountRemaining: 1000n })] },
      'waiting',
      'Waiting for a bank transfer of €10.00',
    ],
    [
      'a bank transfer that is half there',
      { amountReceived: 400n, paymentIntents: [intent('requires_action', { amountRemaining: 600n })] },
      'waiting',
      '€4.00 of €10.00 arrived; €6.00 is still missing',
    ],
    [
      'a half paid invoice',
      {
        amountReceived: 400n,
        paymentIntents: [intent('succeeded', { amount: 400n })],
        invoices: [invoice('open')],
      },
      'waiting',
      '€4.00 of €10.00 arrived; €6.00 is still missing',
    ],
    [
      'a charge of an intent that has not told',
      { amountReceived: 1000n, charges: [charge('succeeded')] },
      'waiting',
      '€10.00 was charged; Stripe hasn’t said yet that the payment is complete',
    ],
    [
      'a succeeded charge beside an intent whose later event is missing',
      { amountReceived: 1000n, charges: [charge('succeeded')], paymentIntents: [intent('requires_action')] },
      'waiting',
      '€10.00 was charged; Stripe hasn’t said yet that the payment is complete',
    ],
    ['a pending charge', { charges: [charge('pending')] }, 'waiting', 'The bank is working on it'],
    [
      'a refused charge',
      { charges: [charge('failed', { failureCode: 'card_declined' })] },
      'waiting',
      'Refused so far: card_declined',
    ],
    [
      'nothing but a dispute',
      { status: 'disputed', amount: 0n, disputeStatus: 'needs_response', disputes: [dispute('needs_response')] },
      'waiting',
      'Known only by its dispute: the amount of the payment is unknown',
    ],
    [
      'nothing but a refund',
      { status: 'refunded', amount: 0n, amountRefunded: 500n, refunds: [refund('succeeded', 5)] },
      'waiting',
      'Known only by its refund: the amount of the payment is unknown',
    ],
    [
      'an intent that has only begun, and a dispute',
      { status: 'disputed', disputes: [dispute('lost')], paymentIntents: [intent('requires_payment_method')] },
      'waiting',
      'Its dispute says that it was paid; the payment’s own event hasn’t arrived',
    ],
    ['a draft', { invoices: [invoice('draft')] }, 'waiting', 'The invoice is still a draft'],
    ['an open invoice', { invoices: [invoice('open')] }, 'waiting', 'The invoice is open'],
    [
      'an open invoice that was refused',
      { invoices: [invoice('open', { paymentFailed: true })] },
      'waiting',
      'The last attempt to collect the invoice failed',
    ],
    [
      'an invoice whose first payment was canceled',
      { invoices: [invoice('open')], paymentIntents: [intent('canceled')] },
      'waiting',
      'The invoice is open',
    ],
    ['an open session', { checkoutSessions: [{ status: 'open' }] }, 'waiting', 'Checkout is open'],
    [
      'a session whose bank is slow',
      { checkoutSessions: [{ status: 'complete' }] },
      'waiting',
      'The money is on its way',
    ],
    [
      'a failed payment',
      { status: 'failed', charges: [charge('failed', { failureMessage: 'No money.' })] },
      'trouble',
      'No money.',
    ],
    ['a failed payment without words', { status: 'failed' }, 'trouble', 'The payment failed'],
    [
      'an invoice that was given up, of which a part came',
      { status: 'failed', amountReceived: 400n, invoices: [invoice('uncollectible')] },
      'trouble',
      'The invoice was written off as uncollectible. €4.00 of €10.00 arrived; €6.00 is still missing',
    ],
    [
      'an intent that was canceled',
      { status: 'canceled', paymentIntents: [intent('canceled')] },
      'off',
      'Canceled before it was paid',
    ],
    [
      'a hold that ran out',
      { status: 'canceled', charges: [charge('succeeded', { captured: false, expired: true })] },
      'off',
      'The authorization expired; nothing was captured',
    ],
    [
      'a hold that was given up',
      { status: 'canceled', charges: [charge('succeeded', { captured: false, amountRefunded: 1000n })] },
      'off',
      'The authorization was released; nothing was captured',
    ],
    [
      'a session that nobody used',
      { status: 'canceled', checkoutSessions: [{ status: 'expired' }] },
      'off',
      'The Checkout Session expired',
    ],
    ['a void invoice', { status: 'canceled', invoices: [invoice('void')] }, 'off', 'The invoice was voided'],
    [
      'an invoice that was credited away',
      { status: 'canceled', invoices: [invoice('paid')] },
      'off',
      'Credited in full before it was paid; nothing was bought',
    ],
    [
      'the credit of a downgrade',
      { status: 'canceled', amount: 0n, invoices: [invoice('paid', { amountTotal: -1500n })] },
      'off',
      'A credit of €15.00 for the customer; nothing was bought',
    ],
    [
      'a canceled transfer that was half there',
      { status: 'canceled', amountReceived: 400n, paymentIntents: [intent('canceled')] },
      'off',
      'Canceled after €4.00 had arrived',
    ],
    ['a payment', paid, 'done', '€10.00'],
    ['an invoice outside of Stripe', { ...paid, amountOutside: 1000n }, 'done', '€10.00, outside of Stripe'],
    [
      'a card and a transfer outside',
      { ...paid, amountOutside: 600n },
      'done',
      '€10.00, €6.00 of it outside of Stripe',
    ],
    ['a purchase over nothing', { ...paid, amount: 0n, amountReceived: 0n }, 'done', 'Nothing had to be paid'],
    [
      'a purchase that the balance paid',
      { ...paid, amount: 0n, amountReceived: 0n, invoices: [invoice('paid', { amountFromBalance: 1000n })] },
      'done',
      '€10.00 of credit balance',
    ],
  ])('of %s', (_, change, state, words) => {
    expect(step(change, /^Paid$/)).toMatchObject({ state, words });
  });

  it('is done at the moment when it was paid', () => {
    expect(step(paid, /^Paid$/)).toEqual({ name: 'Paid', state: 'done', at: at(1), words: '€10.00' });
  });
});

describe('The fulfillment', () => {
  it('waits for the payment, then for a worker, then says how it went', () => {
    expect(step({}, /^Fulfilled/)).toMatchObject({ state: 'upcoming', words: 'After the payment' });
    expect(step({ amountReceived: 400n }, /^Fulfilled/)?.words).toBe('Once the payment is complete');
    expect(step({ status: 'failed' }, /^Fulfilled/)?.state).toBe('off');
    expect(step({ status: 'canceled', invoices: [invoice('paid')] }, /^Fulfilled/)?.words).toBe(
      'Not due: nothing was bought',
    );
    expect(step({ ...paid, effects: [effect('fulfil', 'pending')] }, /^Fulfilled/)?.state).toBe('waiting');
    const failed = effect('fulfil', 'failed', { lastError: 'The shop answered 500' });
    expect(step({ ...paid, effects: [failed] }, /^Fulfilled/)).toMatchObject({
      state: 'trouble',
      words: 'Gave up: The shop answered 500',
    });
    expect(step({ ...paid, fulfilledAt: at(2) }, /^Fulfilled/)).toMatchObject({ state: 'done', at: at(2) });
  });

  it('is skipped for the other mode, and missing where a paid order was never asked about', () => {
    const skipped = effect('fulfil', 'skipped', { result: { reason: 'other_mode' } });
    expect(step({ ...paid, effects: [skipped] }, /^Fulfilled/)?.words).toBe(
      'Skipped: this deployment acts on the other mode',
    );
    expect(step(paid, /^Fulfilled/)).toMatchObject({
      state: 'trouble',
      words: 'Paid, and its fulfillment was never requested',
    });
  });

  it.each([
    ['link_unknown', 'waiting', 'waiting', 'Waiting for its invoice link'],
    ['invoice_unknown', 'waiting', 'waiting', 'Waiting for its invoice'],
    ['session_unknown', 'waiting', 'waiting', 'Waiting for its Checkout Session'],
    ['held_by_handler', 'trouble', 'waiting', 'Held by a handler'],
    ['in_review', 'trouble', 'waiting', 'In manual review'],
    ['same_purchase', 'trouble', 'waiting', 'Probably the same purchase'],
    ['payment_fulfilled', 'trouble', 'waiting', 'Its payment was fulfilled before'],
    ['link_undone', 'trouble', 'waiting', 'Detached from its invoice'],
    ['review_refunded', 'off', 'off', 'Refunded in review'],
    ['refunded', 'off', 'off', 'Refunded before it was fulfilled'],
    ['canceled_by_person', 'off', 'off', 'Fulfillment canceled'],
    ['of_a_later_version', 'trouble', 'waiting', 'Held'],
  ])('that is held (%s) says so, and so does the receipt', (holdCode, state, ofReceipt, words) => {
    // What was asked for before the hold was skipped at the gate.
    const skipped = ['fulfil', 'receipt'].map((kind) => effect(kind, 'skipped', { result: { reason: holdCode } }));
    for (const effects of [[], skipped]) {
      expect(step({ ...paid, holdCode, effects }, /^Fulfilled/)).toMatchObject({ state, words });
      expect(step({ ...paid, holdCode, effects }, /^Receipt/)).toMatchObject({ state: ofReceipt, words });
    }
  });

  it('that waits until a moment has nobody alarmed', () => {
    const held = { ...paid, holdCode: 'held_by_handler', holdEndsAt: at(30) };
    expect(step(held, /^Fulfilled/)?.state).toBe('waiting');
  });

  it('that a person decided says who did', () => {
    const done = { ...paid, fulfilledAt: at(4), decision: 'done', decidedBy: 'Olga' };
    expect(step(done, /^Fulfilled/)).toMatchObject({ state: 'done', words: 'Marked as done by Olga' });
    expect(step(done, /^Receipt/)).toMatchObject({ state: 'off', words: 'Not sent for what was marked as done' });
    expect(step({ ...done, decision: 'release' }, /^Fulfilled/)?.words).toBe('Released by Olga');
  });

  it('tells the newest word of several requests', () => {
    const effects = [effect('fulfil', 'done'), effect('fulfil', 'skipped', { result: { reason: 'merged' } })];
    expect(step({ ...paid, effects }, /^Fulfilled/)?.state).toBe('done');
  });
});

describe('The receipt', () => {
  it('says why there is none', () => {
    expect(step(paid, /^Receipt/, 'off')?.words).toContain('SMTP_URL');
    expect(step({ ...paid, amount: 0n }, /^Receipt/)?.words).toBe('Nothing was charged');
    expect(step({ ...paid, customerEmail: null }, /^Receipt/)?.words).toBe('No email address is known yet');
    expect(step(paid, /^Receipt/)?.words).toBe('Not requested yet');
    expect(step({}, /^Receipt/)?.state).toBe('upcoming');
  });

  it('is kept, not sent, where there is no mail server', () => {
    expect(step({ ...paid, effects: [effect('receipt', 'done')] }, /^Receipt/, 'kept')?.name).toBe('Receipt kept');
    expect(step({ ...paid, effects: [effect('receipt', 'done')] }, /^Receipt/)).toMatchObject({
      name: 'Receipt sent',
      state: 'done',
      at: at(3),
    });
  });
});

describe('What went back or is contested', () => {
  it('follows as steps of their own', () => {
    const refunds = [refund('succeeded', 5), refund('failed', 6, { failureReason: 'lost_or_stolen_card' })];
    const change = { ...paid, amountRefunded: 500n, refunds, disputes: [dispute('needs_response')] };
    expect(tellProgress(order(change), 'smtp').slice(4)).toEqual([
      { name: 'Partly refunded', state: 'done', at: at(5), words: '€5.00 of €10.00' },
      { name: 'Refund failed', state: 'trouble', at: at(6), words: 'lost or stolen card' },
      { name: 'Disputed', state: 'trouble', at: at(7), words: 'needs response, fraudulent' },
    ]);
  });

  it('alarms no more once a failed refund was made again', () => {
    const refunds = [refund('failed', 5), refund('succeeded', 6)];
    expect(step({ ...paid, amountRefunded: 500n, refunds }, /^Refund failed/)).toMatchObject({
      state: 'off',
      words: 'The bank sent the money back; refunded again since',
    });
  });

  it('never counts as partly given back where nobody knows what was paid', () => {
    const change = { status: 'refunded', amount: 0n, amountRefunded: 500n, refunds: [refund('succeeded', 5)] };
    expect(step(change, /efunded/)).toMatchObject({ name: 'Refunded', words: '€5.00' });
  });
});

describe('Whatever the rows say', () => {
  const rows = {
    paymentIntents: [
      [],
      ...['requires_payment_method', 'requires_action', 'processing', 'requires_capture', 'succeeded', 'canceled'].map(
        (status) => [intent(status)],
      ),
      [intent('requires_action', { amountRemaining: 600n })],
    ],
    charges: [
      [],
      [charge('succeeded')],
      [charge('succeeded', { captured: false })],
      [charge('failed')],
      [charge('pending')],
    ],
    invoices: [[], [invoice('open')], [invoice('paid')], [invoice('draft')]],
    disputes: [[], [dispute('needs_response')], [dispute('won')]],
    refunds: [[], [refund('succeeded', 5)]],
  };
  const cases = Object.entries(rows).reduce<Change[]>(
    (all, [name, each]) => all.flatMap((change) => each.map((value) => ({ ...change, [name]: value }))),
    [{}],
  );

  it('no combination of them is contradicted', () => {
    expect(cases.length).toBeGreaterThan(900);
    for (const change of cases)
      for (const amountReceived of [0n, 400n, 1000n]) {
        const { state, words } = step({ ...change, amountReceived }, /^Paid$/);
        const seen = JSON.stringify({ ...change, amountReceived, words }, (_, value) =>
          typeof value === 'bigint' ? `${value}` : value,
        );
        expect(state, seen).toBe('waiting');
        if (amountReceived > 0n) expect(words, seen).toMatch(/captured|arrived|charged/);
        if (amountReceived > 0n) expect(words, seen).not.toMatch(/not paid yet|has to confirm|No event/);
        const { charges } = change as unknown as { charges: { status: string }[] };
        if (charges.some(({ status }) => status === 'succeeded')) expect(words, seen).not.toMatch(/No event/);
      }
  });
});
