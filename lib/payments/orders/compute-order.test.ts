import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LooseRows, purchaseOf } from '@/harness/purchase-rows';
import { least } from './amounts';
import { computeOrder } from './compute-order';
import { groupPurchase } from './group-purchase';

type Row = Record<string, unknown>;
type Rows = { [K in keyof LooseRows]: Row[] };

const DAY = 86_400_000;
const at = (day: number) => new Date(Date.UTC(2026, 9, 1) + day * DAY);
const told = { currency: 'usd', customerId: 'cus_1', createdAt: at(0), eventCreatedAt: at(1), metadata: {} };
const presented = { amountPresented: null, currencyPresented: null };

const intent = (row: Row = {}) => {
  const amount = (row.amount as bigint) ?? 1_000n;
  const defaults = { id: 'pi_1', status: 'succeeded', amount, amountReceived: amount, amountRemaining: null };
  const none = { latestChargeId: 'ch_1', invoiceId: null, orderReference: null, reviewId: null, receiptEmail: null };
  const failure = { failureCode: null, failureMessage: null };
  return { ...told, ...presented, ...defaults, ...none, ...failure, succeededAt: at(1), ...row };
};
const charge = (row: Row = {}) => {
  const amount = (row.amount as bigint) ?? 1_000n;
  const state = { id: 'ch_1', status: 'succeeded', captured: true, expired: false, refunded: false };
  const amounts = { amount, amountCaptured: amount, amountRefunded: 0n, amountReleased: null };
  const links = {
    paymentIntentId: 'pi_1',
    invoiceId: null,
    reviewId: null,
    email: null,
    apiVersion: '2026-10-28.endive',
  };
  return { ...told, ...presented, ...state, ...amounts, ...links, ...row };
};
const invoice = (row: Row = {}) => {
  const due = (row.amountDue as bigint) ?? 1_000n;
  const amounts = { amountTotal: due, amountDue: due, amountPaid: row.status === 'open' ? 0n : due, amountOutside: 0n };
  const credits = { amountCreditedBefore: 0n, amountCreditedAfter: 0n, amountFromBalance: 0n, paidOutside: false };
  const state = { id: 'in_1', status: 'paid', billingReason: 'manual', paymentFailed: false, paidAt: at(2) };
  const links = { subscriptionId: null, paymentIntentId: null, chargeId: null, customerEmail: null };
  return { ...told, ...amounts, ...credits, ...state, ...links, ...row };
};
const link = (row: Row = {}) => {
  const ids = { id: 'inpay_1', invoiceId: 'in_1', paymentIntentId: 'pi_1', chargeId: null, paymentRecordId: null };
  return { ...ids, amountPaid: 1_000n, status: 'paid', detached: false, ...row };
};
const refund = (row: Row = {}) => {
  const state = { id: 're_1', status: 'succeeded', amount: 100n, reason: null, failedAt: null };
  return { ...told, ...state, chargeId: 'ch_1', paymentIntentId: 'pi_1', createdAt: at(3), ...row };
};
const session = (row: Row = {}) => {
  const state = { id: 'cs_test_a1', mode: 'payment', status: 'complete', paymentStatus: 'paid', paymentFailed: false };
  const links = {
    paymentIntentId: 'pi_1',
    invoiceId: null,
    subscriptionId: null,
    clientReferenceId: null,
    customerEmail: null,
  };
  return { ...told, ...presented, ...state, ...links, amountTotal: 1_000n, paidAt: at(1), ...row };
};
const dispute = (row: Row = {}) => {
  const state = { id: 'du_1', status: 'needs_response', amount: 1_000n, reason: 'fraudulent' };
  return { ...told, ...state, chargeId: 'ch_1', paymentIntentId: 'pi_1', createdAt: at(4), ...row };
};
const moved = (id: string, amount: bigint, day: number, row: Row = {}) => {
  return { id, disputeId: 'du_1', amount, amountFee: 0n, currency: 'usd', createdAt: at(day), ...row };
};

/** Every order that these rows make. */
function ordersOf(rows: Rows) {
  const all = purchaseOf(rows);
  return groupPurchase(all).map((group) => computeOrder(all, group));
}
function orderOf(rows: Rows) {
  const [order, ...others] = ordersOf(rows);
  if (!order || others.length > 0) throw new Error(`These rows make ${others.length + (order ? 1 : 0)} orders`);
  return order.facts;
}

describe('money that is there before the payment is complete', () => {
  it.each<[string, Rows, Row]>([
    [
      'a first capture of several',
      {
        paymentIntents: [intent({ status: 'requires_capture', amountReceived: 300n, succeededAt: null })],
        charges: [charge({ amountCaptured: 300n })],
      },
      { status: 'pending', amount: 1_000n, amountReceived: 300n, amountRefunded: 0n, paidAt: null },
    ],
    [
      'a capture that only the charge has told of',
      {
        paymentIntents: [intent({ status: 'requires_capture', amountReceived: 0n, succeededAt: null })],
        charges: [charge({ amountCaptured: 300n })],
      },
      { status: 'pending', amountReceived: 300n },
    ],
    [
      'a bank transfer that was funded in part',
      {
        paymentIntents: [
          intent({ status: 'requires_action', amountReceived: 0n, amountRemaining: 600n, succeededAt: null }),
        ],
      },
      { status: 'pending', amount: 1_000n, amountReceived: 400n, paidAt: null },
    ],
    [
      'the last capture of several',
      { paymentIntents: [intent({ amountReceived: 800n })], charges: [charge({ amountCaptured: 800n })] },
      { status: 'paid', amount: 800n, amountReceived: 800n, amountRefunded: 0n },
    ],
    [
      'a charge whose PaymentIntent has not told',
      { charges: [charge()] },
      { status: 'pending', amountReceived: 1_000n, paidAt: null },
    ],
  ])('%s', (_, rows, expected) => {
    expect(orderOf(rows)).toMatchObject(expected);
  });
});

describe('an invoice whose money came from several sides', () => {
  const outside = (amountPaid: bigint) =>
    link({ id: 'inpay_2', paymentIntentId: null, paymentRecordId: 'pr_1', amountPaid });
  const card = { paymentIntents: [intent({ amount: 400n })], invoicePayments: [link({ amountPaid: 400n })] };

  it.each<[string, Rows, Row]>([
    [
      'by card and by a payment outside of Stripe',
      { ...card, invoices: [invoice()], invoicePayments: [...card.invoicePayments, outside(600n)] },
      { status: 'paid', amount: 1_000n, amountReceived: 1_000n, amountOutside: 600n },
    ],
    [
      'by card, and the invoice says what came outside of Stripe',
      { ...card, invoices: [invoice({ amountOutside: 600n })] },
      { status: 'paid', amount: 1_000n, amountReceived: 1_000n, amountOutside: 600n },
    ],
    [
      'by card and by a payment that has not been heard of',
      { ...card, invoices: [invoice()] },
      { status: 'paid', amountReceived: 1_000n, amountOutside: 0n },
    ],
    [
      'in part so far',
      { ...card, invoices: [invoice({ status: 'open', amountPaid: 400n })] },
      { status: 'pending', amount: 1_000n, amountReceived: 400n, paidAt: null },
    ],
    [
      'outside of Stripe as a whole, although it says that nothing was paid',
      { invoices: [invoice({ amountPaid: 0n, paidOutside: true })] },
      { status: 'paid', amount: 1_000n, amountReceived: 1_000n, amountOutside: 1_000n },
    ],
    [
      'outside of Stripe as a whole, and it does not say how',
      { invoices: [invoice({ amountPaid: 0n })] },
      { status: 'paid', amountReceived: 1_000n, amountOutside: 1_000n },
    ],
    [
      'by card, and the rest was marked as paid',
      { ...card, invoices: [invoice({ paidOutside: true })] },
      { status: 'paid', amountReceived: 1_000n, amountOutside: 600n },
    ],
    [
      'by two payments',
      {
        paymentIntents: [intent({ amount: 400n }), intent({ id: 'pi_2', amount: 600n, latestChargeId: 'ch_2' })],
        invoices: [invoice()],
        invoicePayments: [
          link({ amountPaid: 400n }),
          link({ id: 'inpay_2', paymentIntentId: 'pi_2', amountPaid: 600n }),
        ],
      },
      { status: 'paid', amountReceived: 1_000n, amountOutside: 0n },
    ],
    [
      'by a PaymentIntent and by a charge beside it',
      {
        paymentIntents: [intent({ amount: 400n })],
        charges: [charge({ id: 'ch_2', paymentIntentId: null, invoiceId: 'in_1', amount: 600n })],
        invoices: [invoice()],
        invoicePayments: [link({ amountPaid: 400n })],
      },
      { status: 'paid', amountReceived: 1_000n },
    ],
    [
      'by the customer’s credit balance and a card',
      { ...card, invoices: [invoice({ amountTotal: 1_000n, amountDue: 400n, amountFromBalance: 600n })] },
      { status: 'paid', amount: 400n, amountReceived: 400n },
    ],
    [
      'by the customer’s credit balance alone',
      { invoices: [invoice({ amountTotal: 1_000n, amountDue: 0n, amountFromBalance: 1_000n })] },
      { status: 'paid', amount: 0n, amountReceived: 0n, paidAt: at(2) },
    ],
    [
      'and one part was refunded',
      { ...card, invoices: [invoice({ amountOutside: 600n })], refunds: [refund({ amount: 400n })] },
      { status: 'partially_refunded', amountReceived: 1_000n, amountRefunded: 400n },
    ],
  ])('%s', (_, rows, expected) => {
    expect(orderOf(rows)).toMatchObject(expected);
  });
});

describe('what is settled and was not bought', () => {
  it.each<[string, Row, string]>([
    ['credited away', { amountTotal: 1_000n, amountDue: 0n, amountPaid: 0n, amountCreditedBefore: 1_000n }, 'canceled'],
    [
      'credited in part, and the rest paid',
      { amountTotal: 1_000n, amountDue: 600n, amountPaid: 600n, amountCreditedBefore: 400n },
      'paid',
    ],
    ['the credit of a downgrade', { amountTotal: -1_500n, amountDue: 0n, amountPaid: 0n }, 'canceled'],
    ['a trial, which is over 0', { amountTotal: 0n, amountDue: 0n, amountPaid: 0n }, 'paid'],
    ['of a version that does not tell its total', { amountTotal: null, amountDue: 0n, amountPaid: 0n }, 'paid'],
    ['void', { status: 'void', amountPaid: 0n }, 'canceled'],
  ])('%s', (_, row, status) => {
    const facts = orderOf({ invoices: [invoice(row)] });
    expect(facts.status).toBe(status);
    expect(facts.paidAt !== null).toBe(status === 'paid');
  });

  it('a hold that ran out, in the shapes of both versions', () => {
    const held = { paymentIntentId: null, captured: false, amountCaptured: 0n };
    expect(orderOf({ charges: [charge({ ...held, expired: true })] })).toMatchObject({
      status: 'canceled',
      amountRefunded: 0n,
    });
    const refunded = { ...held, amountRefunded: 1_000n, refunded: true };
    expect(orderOf({ charges: [charge(refunded)] })).toMatchObject({
      status: 'canceled',
      amountReceived: 0n,
      amountRefunded: 0n,
    });
  });

  it('a hold that ran out, of which its PaymentIntent says nothing, unless another charge holds', () => {
    const held = { captured: false, amountCaptured: 0n };
    const capturable = intent({ status: 'requires_capture', amountReceived: 0n });
    const expired = charge({ ...held, expired: true });
    const status = (paymentIntents: Row[], charges: Row[]) => orderOf({ paymentIntents, charges }).status;
    expect(status([capturable], [expired])).toBe('canceled');
    expect(status([], [expired])).toBe('canceled');
    const again = charge({ ...held, id: 'ch_2', createdAt: at(1) });
    expect(status([capturable], [expired, again])).toBe('pending');
    expect(status([], [expired, again])).toBe('pending');
    expect(status([], [charge({ ...held, status: 'failed' })])).toBe('pending');
  });

  it('a void invoice, whatever became of the payments that were tried', () => {
    const invoices = [invoice({ status: 'void', amountPaid: 0n, paymentIntentId: 'pi_1' })];
    const failed = { status: 'requires_payment_method', amountReceived: 0n, succeededAt: null };
    for (const row of [failed, { ...failed, failureCode: 'card_declined' }])
      expect(orderOf({ invoices, paymentIntents: [intent(row)] }).status).toBe('canceled');
  });
});

describe('a payment for several invoices', () => {
  const rows = (refunds: Row[], credited: Row = {}): Rows => ({
    paymentIntents: [intent({ amount: 1_000n })],
    charges: [charge()],
    invoices: [invoice({ amountDue: 400n, ...credited }), invoice({ id: 'in_2', amountDue: 600n, createdAt: at(0.5) })],
    invoicePayments: [link({ amountPaid: 400n }), link({ id: 'inpay_2', invoiceId: 'in_2', amountPaid: 600n })],
    refunds,
  });
  const money = (told: Rows) =>
    ordersOf(told).map(({ facts }) => [facts.amountReceived, facts.amountRefunded, facts.status]);

  it('is two orders with their own amounts', () => {
    expect(money(rows([]))).toEqual([
      [400n, 0n, 'paid'],
      [600n, 0n, 'paid'],
    ]);
  });

  it('is refunded from the oldest on, unless credit notes say otherwise', () => {
    expect(money(rows([refund({ amount: 500n })]))).toEqual([
      [400n, 400n, 'refunded'],
      [600n, 100n, 'partially_refunded'],
    ]);
    const second = rows([refund({ amount: 500n })]);
    second.invoices = [
      invoice({ amountDue: 400n }),
      invoice({ id: 'in_2', amountDue: 600n, createdAt: at(0.5), amountCreditedAfter: 500n }),
    ];
    expect(money(second)).toEqual([
      [400n, 0n, 'paid'],
      [600n, 500n, 'partially_refunded'],
    ]);
  });

  it('leaves what no invoice claims with the oldest', () => {
    const over = rows([]);
    over.paymentIntents = [intent({ amount: 1_200n })];
    expect(money(over).map(([received]) => received)).toEqual([600n, 600n]);
  });

  it('is none where the link with the other invoice was canceled, which counts where it is the only one', () => {
    const canceled = rows([]);
    const links = [link({ status: 'canceled', amountPaid: null }), link({ id: 'inpay_2', invoiceId: 'in_2' })];
    canceled.invoices = [invoice({ status: 'void', amountPaid: 0n }), invoice({ id: 'in_2', createdAt: at(0.5) })];
    canceled.invoicePayments = links;
    expect(money(canceled)).toEqual([
      [0n, 0n, 'canceled'],
      [1_000n, 0n, 'paid'],
    ]);
    const failed = { ...canceled, paymentIntents: [intent({ status: 'canceled', amountReceived: 0n })], charges: [] };
    failed.invoicePayments = links.slice(0, 1);
    expect(ordersOf(failed).map(({ facts }) => facts.paymentIntentId)).toEqual(['pi_1', null]);
  });
});

describe('disputes', () => {
  const paid = { paymentIntents: [intent()], charges: [charge()] };

  it('add up what each of their transactions moved', () => {
    const movements = [
      moved('txn_1', -1_000n, 5),
      moved('txn_2', 300n, 6),
      moved('txn_3', -300n, 7),
      moved('txn_4', 500n, 8),
    ];
    expect(orderOf({ ...paid, disputes: [dispute()], disputeMovements: movements })).toMatchObject({
      amountDisputed: 500n,
    });
  });

  it('are converted where the balance is in another currency', () => {
    const movements = [moved('txn_1', -920n, 5, { currency: 'eur' }), moved('txn_2', 460n, 6, { currency: 'eur' })];
    expect(orderOf({ ...paid, disputes: [dispute()], disputeMovements: movements })).toMatchObject({
      amountDisputed: 500n,
      currency: 'usd',
    });
  });

  it.each([
    [['warning_closed', 'lost', 'won'], 'disputed', 'lost'],
    [['won', 'needs_response'], 'disputed', 'needs_response'],
    [['lost', 'under_review'], 'disputed', 'lost'],
    [['won', 'warning_closed'], 'paid', 'warning_closed'],
    [['a_status_of_tomorrow'], 'paid', 'a_status_of_tomorrow'],
  ])('%j mark the order as %s by %s', (statuses, status, disputeStatus) => {
    const disputes = statuses.map((one, nth) => dispute({ id: `du_${nth}`, status: one, createdAt: at(4 + nth) }));
    expect(orderOf({ ...paid, disputes })).toMatchObject({ status, disputeStatus });
  });
});

describe('what the shop needs', () => {
  const subscribed = {
    invoices: [invoice({ billingReason: 'subscription_create', subscriptionId: 'sub_1', metadata: { user: 'u_1' } })],
    checkoutSessions: [
      session({
        mode: 'subscription',
        paymentIntentId: null,
        subscriptionId: 'sub_1',
        clientReferenceId: 'u_1',
        metadata: { cart: 'c_1' },
      }),
    ],
  };

  it('of the session reaches the order of a subscription’s first invoice', () => {
    expect(orderOf(subscribed)).toMatchObject({
      checkoutSessionId: 'cs_test_a1',
      clientReferenceId: 'u_1',
      billingReason: 'subscription_create',
      subscriptionId: 'sub_1',
      metadata: { cart: 'c_1', user: 'u_1' },
    });
  });

  it('of the session does not reach a renewal, the subscription’s does', () => {
    const renewal = {
      ...subscribed,
      invoices: [invoice({ billingReason: 'subscription_cycle', subscriptionId: 'sub_1', metadata: { user: 'u_1' } })],
    };
    expect(orderOf(renewal)).toMatchObject({
      checkoutSessionId: null,
      clientReferenceId: null,
      metadata: { user: 'u_1' },
    });
  });

  it('says what the customer was charged where that is another currency', () => {
    const shown = { amountPresented: 1_850n, currencyPresented: 'eur' };
    expect(orderOf({ paymentIntents: [intent(shown)] })).toMatchObject({ amount: 1_000n, currency: 'usd', ...shown });
    const part = [intent({ ...shown, amountReceived: 400n })];
    expect(orderOf({ paymentIntents: part })).toMatchObject({ amountPresented: null });
  });
});

describe('any rows', () => {
  const amounts = fc.array(fc.bigInt({ min: 1n, max: 900n }), { minLength: 1, maxLength: 4 });

  it('divide a payment among its invoices without a cent more or less', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.bigInt({ min: 1n, max: 4_000n }),
        fc.bigInt({ min: 0n, max: 4_000n }),
        (due, paid, back) => {
          const refunded = least(back, paid);
          const orders = ordersOf({
            paymentIntents: [intent({ amount: paid })],
            charges: [charge({ amount: paid })],
            invoices: due.map((amountDue, nth) =>
              invoice({ id: `in_${nth}`, amountDue, amountPaid: 0n, status: 'open', createdAt: at(nth) }),
            ),
            invoicePayments: due.map((amountPaid, nth) =>
              link({ id: `inpay_${nth}`, invoiceId: `in_${nth}`, amountPaid }),
            ),
            refunds: refunded > 0n ? [refund({ amount: refunded })] : [],
          });
          const total = (name: 'amountReceived' | 'amountRefunded') =>
            orders.reduce((sum, { facts }) => sum + facts[name], 0n);
          expect([total('amountReceived'), total('amountRefunded')]).toEqual([paid, refunded]);
          for (const { facts, movements } of orders) {
            const of = (...kinds: string[]) =>
              movements.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { amount }) => sum + amount, 0n);
            expect(of('received', 'outside')).toBe(facts.amountReceived);
            expect(of('refunded')).toBe(facts.amountRefunded);
            expect(facts.amountRefunded <= facts.amountReceived).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
