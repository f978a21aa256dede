import { type AnyHandler, defineHandler, type EventType, type Handler } from './define-handler';

/** The handlers of types that do and say the same. */
export const defineAlike = (types: EventType[], handle: Handler['handle']): AnyHandler[] =>
  types.map((type) => defineHandler(type, handle) as AnyHandler);
