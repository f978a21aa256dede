import { describe, expect, it } from 'vitest';
import { type LooseRows, purchaseOf } from '@/harness/purchase-rows';
import type { Order } from '../../db/generated/client';
import { rowsOfGroup } from '../orders/compute-order';
import { groupPurchase } from '../orders/group-purchase';
import { type AtGate, judge } from './judge';

const NOW = new Date('2026-10-01T12:00:00Z');
const SETTINGS = { linkWaitMs: 60_000, reviewed: 'approved', refunded: 'never' } as const;

const intent = (row: object = {}) => ({
  id: 'pi_1',
  status: 'succeeded',
  amount: 2_000n,
  amountReceived: 2_000n,
  customerId: 'cus_1',
  invoiceId: null,
  orderReference: null,
  reviewId: null,
  latestChargeId: null,
  createdAt: NOW,
  ...row,
});
const invoice = (row: object = {}) => ({
  id: 'in_1',
  status: 'paid',
  customerId: 'cus_1',
  billingReason: 'manual',
  subscriptionId: null,
  paymentIntentId: null,
  chargeId: null,
  paidOutside: false,
  createdAt: NOW,
  ...row,
});
const review = (row: object = {}) => ({
  id: 'prv_1',
  open: false,
  closedReason: null,
  chargeId: null,
  paymentIntentId: 'pi_1',
  createdAt: NOW,
  ...row,
});
const session = (row: object = {}) => ({
  id: 'cs_test_a1',
  mode: 'payment',
  customerId: 'cus_1',
  paymentIntentId: 'pi_1',
  invoiceId: null,
  subscriptionId: null,
  createdAt: NOW,
  ...row,
});
const link = (row: object = {}) => ({
  id: 'inpay_1',
  invoiceId: 'in_1',
  paymentIntentId: 'pi_1',
  chargeId: null,
  detached: false,
  status: 'paid',
  ...row,
});

/** The gate's word on the first order that these rows make. */
function judged(rows: LooseRows, at: Partial<Omit<AtGate, 'order'>> & { order?: object } = {}) {
  const all = purchaseOf(rows);
  const [group] = groupPurchase(all);
  if (!group) throw new Error('These rows make no order');
  const order = {
    id: 'ord_1',
    status: 'paid',
    customerId: 'cus_1',
    amountReceived: 2_000n,
    amountOutside: 0n,
    amountRefunded: 0n,
    heldAt: null,
    decision: null,
    ...at.order,
  };
  const rest = { holds: [], asked: [], isAsked: false, now: NOW, settings: SETTINGS, ...at };
  return judge({ group, rows: rowsOfGroup(all, group), all, ...rest, order: order as unknown as Order });
}

const codeOf = (...args: Parameters<typeof judged>) => judged(...args).hold?.code ?? null;
const answered = { answers: [{ paymentIntentId: 'pi_1', links: [] }] };

describe('a charge without a PaymentIntent', () => {
  const alone = { id: 'ch_1', status: 'succeeded', captured: true, paymentIntentId: null, invoiceId: null };
  const charge = { ...alone, customerId: 'cus_1', reviewId: null, apiVersion: '2026-10-28.endive', createdAt: NOW };

  it('waits where it may pay an invoice: it has a customer, and its version names none', () => {
    expect(codeOf({ charges: [charge] })).toBe('link_unknown');
    expect(codeOf({ charges: [{ ...charge, customerId: null }] })).toBeNull();
    expect(codeOf({ charges: [{ ...charge, apiVersion: '2024-06-20' }] })).toBeNull();
    expect(codeOf({ charges: [{ ...charge, status: 'failed' }] })).toBeNull();
  });
});

describe('a payment that says nothing', () => {
  it('waits for its link, for as long as the setting says', () => {
    expect(judged({ paymentIntents: [intent()] }).hold).toEqual({
      code: 'link_unknown',
      detail: 'pi_1',
      endsAt: new Date(NOW.getTime() + 60_000),
    });
    const since = (ms: number) => ({ order: { heldAt: new Date(NOW.getTime() - ms) } });
    expect(codeOf({ paymentIntents: [intent()] }, since(59_000))).toBe('link_unknown');
    expect(judged({ paymentIntents: [intent()] }, since(60_000))).toEqual({
      hold: null,
      suspicion: 'payment_without_invoice',
    });
  });

  it.each<[string, LooseRows]>([
    ['names its invoice itself', { paymentIntents: [intent({ invoiceId: 'in_1' })], invoices: [invoice()] }],
    [
      'refers to an invoice that is here',
      { paymentIntents: [intent({ orderReference: 'in_1' })], invoices: [invoice()] },
    ],
    [
      'refers to its session',
      {
        paymentIntents: [intent({ orderReference: 'cs_test_a1' })],
        checkoutSessions: [session({ paymentIntentId: null })],
      },
    ],
    [
      'refers to a session of another customer that names it',
      {
        paymentIntents: [intent({ orderReference: 'cs_test_a1' })],
        checkoutSessions: [session({ customerId: 'cus_2' })],
      },
    ],
    ['has a session', { paymentIntents: [intent()], checkoutSessions: [session()] }],
    ['is linked', { paymentIntents: [intent()], invoices: [invoice()], invoicePayments: [link()] }],
    ['was asked for at Stripe', { paymentIntents: [intent()], ...answered }],
  ])('does not wait where it %s', (_, rows) => {
    expect(codeOf(rows)).toBeNull();
  });

  it('waits for the invoice or session that it names, which may not have come', () => {
    expect(codeOf({ paymentIntents: [intent({ orderReference: 'in_2' })] })).toBe('invoice_unknown');
    expect(codeOf({ paymentIntents: [intent()], invoicePayments: [link()] })).toBe('invoice_unknown');
    expect(codeOf({ paymentIntents: [intent({ orderReference: 'cs_test_other' })] })).toBe('session_unknown');
  });

  it('does not take the invoice of another customer for its own', () => {
    const rows = { paymentIntents: [intent({ orderReference: 'in_1' })], invoices: [invoice({ customerId: 'cus_2' })] };
    expect(groupPurchase(purchaseOf(rows))).toHaveLength(2);
  });

  it('is not held again once its fulfillment was asked for', () => {
    expect(judged({ paymentIntents: [intent()] }, { isAsked: true })).toEqual({ hold: null, suspicion: null });
  });
});

describe('what looks like one purchase', () => {
  it('is compared only where one is a payment without an invoice and the other an invoice without a payment', () => {
    expect(judged({ invoices: [invoice()] }).suspicion).toBe('invoice_without_payment');
    expect(judged({ invoices: [invoice({ paidOutside: true })] }).suspicion).toBeNull();
    expect(
      judged({ invoices: [invoice()], paymentIntents: [intent()], invoicePayments: [link()] }).suspicion,
    ).toBeNull();
    // An invoice may be made for a payment after it: https://docs.stripe.com/api/checkout/sessions/create (invoice_creation)
    expect(judged({ paymentIntents: [intent()], ...answered }).suspicion).toBe('payment_without_invoice');
    expect(judged({ paymentIntents: [intent()], checkoutSessions: [session()] }).suspicion).toBeNull();
    expect(judged({ invoices: [invoice()] }, { order: { customerId: null } }).suspicion).toBeNull();
    expect(judged({ invoices: [invoice()] }, { order: { amountReceived: 0n } }).suspicion).toBeNull();
  });

  it('is held where the payment was fulfilled before anybody knew its invoices', () => {
    const rows = { invoices: [invoice()], paymentIntents: [intent()], invoicePayments: [link()] };
    const asked = (covers: string[]) => ({ asked: [{ orderId: 'ord_2', kind: 'fulfil', status: 'done', covers }] });
    expect(codeOf(rows, asked(['pi_1']))).toBe('payment_fulfilled');
    expect(codeOf(rows, asked(['in_2', 'pi_1']))).toBeNull();
  });
});

describe('a manual review', () => {
  const paid = { paymentIntents: [intent()], ...answered };

  it.each<[string, LooseRows, string | null]>([
    ['open', { reviews: [review({ open: true })] }, 'in_review'],
    ['approved', { reviews: [review({ closedReason: 'approved' })] }, null],
    ['closed with a refund', { reviews: [review({ closedReason: 'refunded' })] }, 'review_refunded'],
    ['closed as fraud', { reviews: [review({ closedReason: 'refunded_as_fraud' })] }, 'review_refunded'],
    ['closed for another reason', { reviews: [review({ closedReason: 'disputed' })] }, 'in_review'],
    ['closed for a reason that Stripe adds later', { reviews: [review({ closedReason: 'expired' })] }, 'in_review'],
    ['named by the payment alone', { paymentIntents: [intent({ reviewId: 'prv_1' })] }, 'in_review'],
    [
      'named by the payment, and approved',
      { paymentIntents: [intent({ reviewId: 'prv_1' })], reviews: [review({ closedReason: 'approved' })] },
      null,
    ],
    [
      'told by the charge alone',
      {
        charges: [
          {
            id: 'ch_1',
            paymentIntentId: 'pi_1',
            reviewId: null,
            invoiceId: null,
            outcomeType: 'manual_review',
            createdAt: NOW,
          },
        ],
      },
      'in_review',
    ],
  ])('that is %s', (_, rows, code) => {
    expect(codeOf({ ...paid, ...rows })).toBe(code);
    expect(codeOf({ ...paid, ...rows }, { settings: { ...SETTINGS, reviewed: 'always' } })).toBeNull();
  });
});

describe('other reasons', () => {
  const paid = { paymentIntents: [intent()], ...answered };

  it('hold what was refunded in full, unless the setting says otherwise', () => {
    const order = { status: 'refunded', amountRefunded: 2_000n };
    expect(codeOf(paid, { order })).toBe('refunded');
    expect(codeOf(paid, { order, settings: { ...SETTINGS, refunded: 'always' } })).toBeNull();
    expect(codeOf(paid, { order: { status: 'partially_refunded', amountRefunded: 1_999n } })).toBeNull();
    expect(codeOf(paid, { order: { ...order, status: 'disputed' } })).toBe('refunded');
  });

  it('are a handler’s own, until they end', () => {
    const own = (endsAt: Date | null) => ({
      holds: [{ reason: 'Stock is checked', endsAt }] as unknown as AtGate['holds'],
    });
    expect(judged(paid, own(null)).hold).toEqual({ code: 'held_by_handler', detail: 'Stock is checked', endsAt: null });
    expect(codeOf(paid, own(new Date(NOW.getTime() + 1)))).toBe('held_by_handler');
    expect(codeOf(paid, own(NOW))).toBeNull();
  });

  it('end with the link of a payment: who detached it decides', () => {
    const rows = { paymentIntents: [intent()], invoicePayments: [link({ detached: true })] };
    expect(codeOf(rows)).toBe('link_undone');
  });

  it('are overruled by a person', () => {
    const review_ = { ...paid, reviews: [review({ open: true })] };
    expect(codeOf(review_, { order: { decision: 'release' } })).toBeNull();
    expect(codeOf(paid, { order: { decision: 'cancel', decidedBy: 'Ann' } })).toBe('canceled_by_person');
  });
});
