import { type AnyHandler, defineHandler, type EventType, type Handle } from './define-handler';

/** The handlers of types that do and say the same. */
export const defineAlike = (types: EventType[], handle: Handle<EventType>): AnyHandler[] =>
  types.map((type) => defineHandler(type, handle) as AnyHandler);
