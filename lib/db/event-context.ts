import type { Transaction } from './client';

/** What a handler and everything below it work in: the event's transaction, and whose event it is. */
export type EventContext = {
  tx: Transaction;
  event: { id: string; type: string; account: string | null; livemode: boolean; createdAt: Date };
  /**
   * Set where the object was asked for before its event came (the success page): when. The `event` is then a stand-in
   * that any real one outranks, and nothing may name it.
   */
  fetchedAt?: Date;
  /** A rebuild beside the live rows: no work on the outside may come of it. */
  rebuilding?: boolean;
};
