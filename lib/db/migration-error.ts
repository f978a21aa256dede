import { KnownError } from '../kit/known-error';
import { describeDatabase } from './connection-options';

export type MigrationErrorCode =
  /** A migration failed, was changed after it was applied, or is of another version of the app. */
  | 'failed'
  | 'changed'
  | 'unknown'
  /** The tables are of a version from before the first release. */
  | 'older_database'
  /** A role that may not create our schemas. */
  | 'no_right'
  | 'unreachable'
  | 'connection_lost'
  /** A pooler is in the way. */
  | 'pooled'
  /** Another process has been migrating for too long. */
  | 'locked'
  | 'not_applied'
  | 'not_resolved'
  | 'queue_not_migrated';

type Told = ErrorOptions & { fix?: string };

/**
 * Thrown when the database cannot be brought up to date. The app must not start on it. `what` is the case, and `fix` what to do;
 * the message has both.
 */
export class MigrationError extends KnownError {
  readonly fix: string | undefined;

  constructor(
    readonly code: MigrationErrorCode,
    readonly what: string,
    { fix, ...options }: Told = {},
  ) {
    super(fix ? `${what}\n${fix}` : what, options);
    this.fix = fix;
  }
}

/** The error for a server that does not answer, without the URL's password. */
export function unreachable(url: string, cause: Error): MigrationError {
  // Node tries every address of a name, and then throws one error with an empty message for all of them.
  const reasons = cause instanceof AggregateError ? cause.errors.map((error: Error) => error.message) : [cause.message];
  return new MigrationError(
    'unreachable',
    `PostgreSQL at ${describeDatabase(url)} cannot be reached: ${reasons.join('; ')}. Start it, or correct DATABASE_URL`,
    { cause },
  );
}
