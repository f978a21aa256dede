import type { Transaction } from './client';

/** What a handler and everything below it work in: the event's transaction, and whose event it is. */
export type EventContext = {
  tx: Transaction;
  event: { id: string; type: string; account: string | null; livemode: boolean; createdAt: Date };
  /** A rebuild beside the live rows: no work on the outside may come of it. */
  rebuilding?: boolean;
};
