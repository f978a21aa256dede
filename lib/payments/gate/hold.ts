/**
 * Every reason why a paid order is not fulfilled now. `waits`: it ends by itself, at `endsAt` at the latest. `held`: for a
 * person, or for the event that ends it. `never`: it is not fulfilled unless a person releases it.
 */
export const HOLD_CODES = {
  link_unknown: 'waits',
  invoice_unknown: 'waits',
  session_unknown: 'waits',
  held_by_handler: 'held',
  in_review: 'held',
  same_purchase: 'held',
  payment_fulfilled: 'held',
  link_undone: 'held',
  review_refunded: 'never',
  refunded: 'never',
  canceled_by_person: 'never',
} as const;

export type HoldCode = keyof typeof HOLD_CODES;

/** `endsAt`: until when it waits; null: until somebody or something ends it. `detail`: what the code is about. */
export type Hold = { code: HoldCode; detail: string | null; endsAt: Date | null };

/** Whether a code is one that this version knows. */
export const isHoldCode = (code: string): code is HoldCode => Object.hasOwn(HOLD_CODES, code);

/** What a person may decide about an order that is held. */
const DECISIONS = ['release', 'cancel', 'done'] as const;
export type Decision = (typeof DECISIONS)[number];

export const isDecision = (text: string): text is Decision => (DECISIONS as readonly string[]).includes(text);
