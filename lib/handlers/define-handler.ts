import type Stripe from 'stripe';
import type { Database, Transaction } from '../db/client';
import type { EventContext } from '../db/event-context';
import type { Done } from '../db/tell-written';

export type EventType = Stripe.Event.Type;
export type EventOf<T extends EventType> = Extract<Stripe.Event, { type: T }>;

/**
 * What `prepare` works with: no transaction is open yet, and what it finds out it keeps in the database. `signal` aborts when
 * its time is over (HANDLER_TIMEOUT_SECONDS).
 */
export type Preparation = { prisma: Database; event: EventContext['event'] & { source: string }; signal?: AbortSignal };

/** What tells whether there is anything to prepare, in the transaction that is to apply the event. */
export type Readiness = { tx: Transaction; event: EventContext['event'] & { source: string } };

/**
 * Applies one event in the transaction of its context and says what it did: the outcome and the words, or words alone, which
 * are those of an event that was `applied`.
 */
export type Handle<T extends EventType> = (event: EventOf<T>, context: EventContext) => Promise<Done | string>;

export type Handler<T extends EventType = EventType> = {
  type: T;
  handle(event: EventOf<T>, context: EventContext): Promise<Done>;
  /**
   * Asks Stripe for what the event leaves out, before the transaction. A rebuild does without: `handle` reads what was
   * kept. Returns a note for the event's summary, or null; what it throws is tried again with the event.
   */
  prepare?(event: EventOf<T>, preparation: Preparation): Promise<string | null>;
  /** Whether `prepare` would find nothing to ask for: the event is then applied at once. Without this it always may. */
  isPrepared?(event: EventOf<T>, readiness: Readiness): Promise<boolean>;
};

/** A handler of some type, as a list of them holds it. */
export type AnyHandler = { [T in EventType]: Handler<T> }[EventType];

/**
 * A handler for one event type: the name decides the type of `event.data.object`. It may run again (a retry, a replay)
 * and in any order with others; it reads and writes through `context.tx` only. `preparing` is its `prepare`, or that with
 * its `isPrepared`. See docs/handlers.md.
 */
export function defineHandler<T extends EventType>(
  type: T,
  apply: Handle<T>,
  preparing?: Handler<T>['prepare'] | Pick<Handler<T>, 'prepare' | 'isPrepared'>,
): Handler<T> {
  const handle: Handler<T>['handle'] = async (event, context) => {
    const done = await apply(event, context);
    return typeof done === 'string' ? { outcome: 'applied', summary: done } : done;
  };
  if (!preparing) return { type, handle };
  return { type, handle, ...(typeof preparing === 'function' ? { prepare: preparing } : preparing) };
}

/** Whether an event can be applied without its handler's `prepare`. */
export const needsNoPreparation = async (handler: Handler, event: EventOf<EventType>, readiness: Readiness) =>
  !handler.prepare || ((await handler.isPrepared?.(event, readiness)) ?? false);
