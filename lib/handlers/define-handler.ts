import type Stripe from 'stripe';
import type { EventContext } from '../db/event-context';

export type EventType = Stripe.Event.Type;
export type EventOf<T extends EventType> = Extract<Stripe.Event, { type: T }>;

/** Applies one event in the transaction of its context and returns what it did, in words for a person. */
export type Handler<T extends EventType = EventType> = {
  type: T;
  handle(event: EventOf<T>, context: EventContext): Promise<string>;
};

/**
 * A handler for one event type: the name decides the type of `event.data.object`. It may run again (a retry, a replay)
 * and in any order with others; it reads and writes through `context.tx` only. See docs/handlers.md.
 */
export function defineHandler<T extends EventType>(type: T, handle: Handler<T>['handle']): Handler<T> {
  return { type, handle };
}
