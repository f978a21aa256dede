import { inject } from 'vitest';
import type { Database } from '@/lib/db/client';
import { useInbox } from './inbox';
import { expectIndexed } from './many-events/expect-indexed';
import { createFilledDatabase } from './many-events/filled-template';

export type ManyEvents = {
  url(): string;
  prisma(): Database;
  /** See {@link expectIndexed}; give it a query of the app: `(prisma) => listOrders(prisma, …)`. */
  expectIndexed<Result>(
    name: string,
    run: (prisma: Database) => Promise<Result>,
    limits?: { maxRows?: number },
  ): Promise<Result>;
};

/**
 * This file's own copy of a database with many events and their orders, customers and so on (many-events/fill.sql.ts),
 * mostly in test mode, with the app's environment pointed at it. Call it at the top of a describe or file.
 */
export function useManyEvents(events = 200_000): ManyEvents {
  const inbox = useInbox({}, () => createFilledDatabase(inject('testServer'), events));
  return {
    ...inbox,
    expectIndexed: (name, run, limits) => expectIndexed(inbox.url(), name, () => run(inbox.prisma()), limits),
  };
}
