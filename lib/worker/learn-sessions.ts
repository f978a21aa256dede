import { type Between, lookBetween } from '../db/look-between';
import { parseConnectionString } from '../kit/connection-string/parse';
import { log } from '../kit/log/log';

const SHARED =
  'The database is reached through a pooler in transaction mode: the worker prepares no statements and looks for jobs every 500 ms, because LISTEN does not work there';

const needsTransactions =
  'DATABASE_URL goes through a pooler in statement mode, which allows no transactions: set its pool_mode to transaction or session, or go around it';

/** What a worker knows of its sessions: whether each is its own as long as it lives, or a pooler shares them. */
export type Sessions = {
  areOwn(): boolean;
  /** Looks, before each life of the pool. Throws where no transaction is possible, and what connecting throws. */
  look(): Promise<void>;
  /** A statement that was prepared is unknown: whatever was seen, sessions are shared. */
  turnedOutShared(): void;
};

export function learnSessions(url: string): Sessions {
  let between: Between | undefined;
  return {
    areOwn: () => between === 'nothing' || between === 'session',
    async look() {
      // Once seen as shared, always: a pooler that is at rest may look like none. `pgbouncer=true` in the URL says it, too.
      if (between === 'transaction' || parseConnectionString(url).pooled) {
        between = 'transaction';
        return;
      }
      const now = await lookBetween(url);
      if (now === 'statement') throw new Error(needsTransactions);
      if (now === 'transaction') log().info(SHARED);
      between = now;
    },
    turnedOutShared() {
      between = 'transaction';
    },
  };
}
