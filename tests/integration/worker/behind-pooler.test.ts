import { expect, test } from 'vitest';
import { connections } from '@/lib/db/client';
import { resetEnv } from '@/lib/env';
import { buildScenario } from '@/lib/simulator/build';
import { startWorker } from '@/lib/worker/run-worker';
import { settled, useInbox } from '../../support/inbox';
import { storeEvents } from '../../support/store-event';

const inbox = useInbox();

/** How many of the worker's statements PostgreSQL has seen prepared: each session's own view, so asked through a trigger. */
async function preparedByWorker(): Promise<number> {
  const { rows } = await connections().pool.query<{ most: number }>(
    'select coalesce(max(statements), 0)::int as most from seen',
  );
  return rows[0]?.most ?? 0;
}

test('a worker prepares its statements, and none behind a pooler', async () => {
  await connections().pool.query(`
    create table seen (statements bigint);
    create function note_statements() returns trigger language plpgsql as $$
    begin insert into seen select count(*) from pg_prepared_statements; return null; end $$;
    create trigger note_statements after insert on hookwell.event_attempts for each statement execute function note_statements()`);
  const apply = async (seed: string) => {
    await connections().pool.query('truncate seen');
    const worker = startWorker({ url: inbox.url(), mode: 'process' });
    await storeEvents(buildScenario('purchase', { seed }));
    await settled(inbox.prisma());
    await worker.stop();
    return preparedByWorker();
  };
  expect(await apply('direct')).toBeGreaterThan(0);
  process.env.DIRECT_DATABASE_URL = `${inbox.url()}?application_name=direct`;
  resetEnv();
  expect(await apply('pooled')).toBe(0);
});
