const slot = Symbol.for('hookwell.kept');

export type Kept = 'recorded' | 'logged';

/*
 * Notes on an error, before it is thrown on to the queue. `Symbol.for`, because `next dev` loads the handlers again and
 * the worker not.
 */
function mark(error: Error, kept: Kept): void {
  Object.defineProperty(error, slot, { value: kept, configurable: true });
}

/** The failed try is in the database and in the log. */
export const markRecorded = (error: Error): void => mark(error, 'recorded');

/** It is in the log only: the database did not take it. */
export const markLogged = (error: Error): void => mark(error, 'logged');

/** What whoever threw this has done with it; nothing, where it was thrown by chance. */
export const whatIsKept = (error: unknown): Kept | undefined =>
  error instanceof Error ? (error as { [slot]?: Kept })[slot] : undefined;
