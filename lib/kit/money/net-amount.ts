/** What came through Stripe and what went, in the minor unit of one currency. */
export type Moved = {
  received: bigint;
  refunded: bigint;
  /** What disputes took, less what they gave back. */
  disputed: bigint;
};

/** What is left at Stripe, before its fees. What was settled outside of Stripe is in none of it. */
export const netAmount = ({ received, refunded, disputed }: Moved): bigint => received - refunded - disputed;
