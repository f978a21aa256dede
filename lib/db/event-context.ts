import type { Transaction } from './client';

/** Whose an object's id is: the connected account's (null: the platform's own), in one mode. Ids are unique in a scope alone. */
export type Scope = { account: string | null; livemode: boolean };

/** The event that a handler works for, as far as everything below the handler needs it. */
export type ToldBy = Scope & {
  id: string;
  type: string;
  createdAt: Date;
  /** `previous_attributes`: what an update changed, as it was before. https://docs.stripe.com/api/events/object */
  previous?: Record<string, unknown> | null;
  /** The API version that rendered its object; null or missing: not known. */
  apiVersion?: string | null;
};

/** What a handler and everything below it work in: the event's transaction, and whose event it is. */
export type EventContext = {
  tx: Transaction;
  event: ToldBy;
  /** Aborts when the handler's time is over (HANDLER_TIMEOUT_SECONDS): what it writes from then on fails. */
  signal?: AbortSignal;
  /**
   * Set where the object was asked for before its event came (the success page): when. The `event` is then a stand-in
   * that any real one outranks, and nothing may name it.
   */
  fetchedAt?: Date;
  /** A rebuild beside the live rows: no work on the outside may come of it. */
  rebuilding?: boolean;
  /** Stripe may be asked how an object stands, where two events of one second do not tell. */
  mayAsk?: boolean;
  /** Takes away what is personal of a payload of somebody who was erased. */
  scrub?: (payload: unknown) => unknown;
};
