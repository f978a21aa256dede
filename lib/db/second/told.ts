import type { LeafClaims, Leaves } from './leaves';

/** An event of one object, as it is told apart from others of the same second. `order`: the kind's own (`state_order`). */
export type Told = {
  id: string;
  type: string;
  object: Record<string, unknown>;
  previous: Record<string, unknown> | null;
  order: number;
};

/** An event with what is compared of it: the state it tells, and what it says of the state before. */
export type Read = { told: Told; after: Leaves; before: Leaves; claims: LeafClaims };
