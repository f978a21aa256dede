import type { AnyHandler } from '../define-handler';

/**
 * The shop's own handlers; `npm run new:handler -- TYPE` adds them. No upgrade of Hookwell touches this
 * folder. One for a type that Hookwell handles, too, runs after Hookwell's own, in the same transaction.
 */
export const CUSTOM_HANDLERS: AnyHandler[] = [];
