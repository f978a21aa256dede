import type { z } from 'zod';
import type { EventContext } from '../db/event-context';
import { readObject } from '../stripe/read-object';
import {
  type AnyHandler,
  defineHandler,
  type EventOf,
  type EventType,
  type Handle,
  type Handler,
} from './define-handler';
import type { UNLISTED_TYPES } from './define-unlisted-handler';

type Unlisted = typeof UNLISTED_TYPES;
type KnownType = EventType | keyof Unlisted;
type EventNamed<T extends KnownType> = EventOf<T extends keyof Unlisted ? Unlisted[T] : Extract<T, EventType>>;

/** What one type of event says of its object: words, or what makes them. */
type Words<T extends KnownType, Facts> = string | ((facts: Facts, event: EventNamed<T>) => string);

type Family<Facts, Written> = {
  schema: z.ZodType<Facts>;
  apply(context: EventContext, facts: Facts): Promise<Written>;
  describe(facts: Facts, what: string, written: Written): Awaited<ReturnType<Handle<EventType>>>;
  preparing?: Pick<Handler, 'prepare' | 'isPrepared'>;
};

/**
 * The handlers of types that are applied alike, because each carries the whole object: they differ in what is said of it.
 * The keys are Stripe's types, and those that its SDK doesn't name (`UNLISTED_TYPES`); a misspelt one doesn't compile.
 */
export function defineFamily<Facts, Written>(
  { schema, apply, describe, preparing }: Family<Facts, Written>,
  types: { [T in KnownType]?: Words<T, Facts> },
): AnyHandler[] {
  return Object.entries(types).map(([type, words]) => {
    const say = words as Words<EventType, Facts>;
    const handle: Handle<EventType> = async (event, context) => {
      const facts = readObject(schema, event);
      const what = typeof say === 'string' ? say : say(facts, event);
      return describe(facts, what, await apply(context, facts));
    };
    return defineHandler(type as EventType, handle, preparing) as AnyHandler;
  });
}
