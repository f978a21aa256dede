import { HOLD_CODES, type HoldCode, isHoldCode } from './hold';

/** What stands against an order, for a person. `waits`: nobody has to do anything. */
export type ToldHold = { title: string; sentence: string; waits: boolean };

type Held = { holdCode: string | null; holdDetail: string | null; holdEndsAt: Date | null };

type Words = { title: string; sentence(detail: string | null): string };

const named = (detail: string | null, else_: string) => detail ?? else_;

const WORDS: Record<HoldCode, Words> = {
  link_unknown: {
    title: 'Waiting for its invoice link',
    sentence: () =>
      'This payment doesn’t say whether it pays an invoice. Hookwell waits for invoice_payment.paid, so that one purchase is not fulfilled twice. Set STRIPE_SECRET_KEY, and Stripe is asked instead.',
  },
  invoice_unknown: {
    title: 'Waiting for its invoice',
    sentence: (invoice) => `This payment pays ${named(invoice, 'an invoice')}, whose event has not arrived yet.`,
  },
  session_unknown: {
    title: 'Waiting for its Checkout Session',
    sentence: (session) => `This payment belongs to ${named(session, 'a session')}, whose event has not arrived yet.`,
  },
  held_by_handler: { title: 'Held by a handler', sentence: (reason) => named(reason, 'A handler holds this order.') },
  in_review: {
    title: 'In manual review',
    sentence: (review) =>
      `The payment was placed in manual review (${named(review, 'by a Radar rule')}). Approve it in Stripe and it is fulfilled.`,
  },
  same_purchase: {
    title: 'Probably the same purchase',
    sentence: (other) =>
      `${named(other, 'Another order')} of the same customer has the same amount and time, and was already released for fulfillment. One is a payment without an invoice, the other an invoice without a payment. If the two are one purchase, cancel this one; if the customer bought twice, release it.`,
  },
  payment_fulfilled: {
    title: 'Its payment was fulfilled before',
    sentence: (payment) =>
      `${payment ? `The payment ${payment}` : 'Its payment'} was released for fulfillment as a purchase of its own, before anything said that it pays this invoice. Cancel this order if that handed out the goods; release it if they are still owed.`,
  },
  link_undone: {
    title: 'Detached from its invoice',
    sentence: () =>
      'This payment was detached from the invoice that it paid. Nothing says what it pays for now: release it if it is a purchase of its own.',
  },
  review_refunded: {
    title: 'Refunded in review',
    sentence: (review) =>
      `The manual review was closed with a refund (${named(review, 'no id known')}). It is not fulfilled.`,
  },
  refunded: {
    title: 'Refunded before it was fulfilled',
    sentence: () => 'All of the money went back before this order was fulfilled. It is not fulfilled.',
  },
  canceled_by_person: {
    title: 'Fulfillment canceled',
    sentence: (who) => `${named(who, 'Somebody')} decided that this order is not fulfilled.`,
  },
};

/** Why an order is not fulfilled now, in words. Null: nothing stands against it. */
export function tellHold({ holdCode, holdDetail, holdEndsAt }: Held): ToldHold | null {
  if (!holdCode) return null;
  if (!isHoldCode(holdCode))
    return { title: 'Held', sentence: `Held for a reason that this version does not know: ${holdCode}`, waits: false };
  const { title, sentence } = WORDS[holdCode];
  const until = holdEndsAt ? ` At the latest it goes on at ${holdEndsAt.toISOString().slice(11, 19)} UTC.` : '';
  return {
    title,
    sentence: `${sentence(holdDetail)}${until}`,
    waits: HOLD_CODES[holdCode] === 'waits' || holdEndsAt !== null,
  };
}

/** A code in a few words, for lists and summaries. */
export const holdTitle = (code: string): string => (isHoldCode(code) ? WORDS[code].title : code.replaceAll('_', ' '));
