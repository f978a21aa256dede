import type { Database } from '../db/client';
import { env } from '../kit/env';
import type { JobTry } from '../kit/jobs/next-try';
import { withLimit } from '../kit/jobs/with-limit';
import { log } from '../kit/log/log';

/** How long a handler may take in this try, and the words in which an attempt says that it took longer. */
export type HandlerLimit = { ms: number; told(what: string, type: string): string };

/** The setting, or on a serverless host what is left of the function's time, where that is shorter. */
export function handlerLimit({ until }: Pick<JobTry, 'until'>): HandlerLimit {
  const { HANDLER_TIMEOUT_SECONDS: seconds } = env();
  const left = until === undefined ? Number.POSITIVE_INFINITY : Math.max(1, until - Date.now());
  const why =
    left < seconds * 1_000
      ? `within ${Math.round(left / 1_000)} s, which was all the time that was left (HANDLER_TIMEOUT_SECONDS allows ${seconds})`
      : `within ${seconds} s (HANDLER_TIMEOUT_SECONDS)`;
  return {
    ms: Math.min(left, seconds * 1_000),
    told: (what, type) => `The ${what} of ${type} did not end ${why}`,
  };
}

/** The transaction that a handler works in, as the server knows it. */
export type ServerSide = { pid: number; since: string };

/**
 * Runs a handler in its transaction for as long as it may. At the limit the statement that it waits in, for a lock perhaps, is
 * canceled from another connection: only then can its transaction end and its connection come back. Where that cannot be
 * done, the transaction's own `statement_timeout` does it, up to as much later.
 */
export const runWithinLimit = <T>(
  prisma: Database,
  limit: HandlerLimit,
  { type, server }: { type: string; server: ServerSide },
  handle: (signal: AbortSignal) => Promise<T>,
): Promise<T> =>
  withLimit(limit.ms, limit.told('handler', type), (signal) => {
    signal.addEventListener('abort', () => void cancelStatement(prisma, server), { once: true });
    return handle(signal);
  });

/** Only of this very transaction: its connection may have gone on to another one. */
async function cancelStatement(prisma: Database, { pid, since }: ServerSide): Promise<void> {
  try {
    await prisma.$queryRaw`
      select pg_cancel_backend(pid) from pg_stat_activity
      where pid = ${pid}::int and xact_start = ${since}::timestamptz and state = 'active'`;
  } catch (error) {
    log().warn({ err: error }, `Could not cancel what a handler waits for: ${(error as Error).message}`);
  }
}
