import { KnownError } from '../kit/known-error';
import { describeDatabase } from './connection-options';

/** Thrown when the database cannot be brought up to date. The app must not start on it. */
export class MigrationError extends KnownError {}

/** The error for a server that does not answer, without the URL's password. */
export function unreachable(url: string, cause: Error): MigrationError {
  // Node tries every address of a name, and then throws one error with an empty message for all of them.
  const reasons = cause instanceof AggregateError ? cause.errors.map((error: Error) => error.message) : [cause.message];
  return new MigrationError(
    `PostgreSQL at ${describeDatabase(url)} cannot be reached: ${reasons.join('; ')}. Start it, or correct DATABASE_URL`,
    { cause },
  );
}
