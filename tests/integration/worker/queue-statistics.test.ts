import { beforeEach, expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { refreshQueueStatistics } from '@/lib/upkeep/liveness/refresh-queue-statistics';
import { useInbox } from '../../../harness/inbox';

useInbox();
const query = (text: string, values: unknown[] = []) => connections().pool.query(text, values);
const refresh = () => refreshQueueStatistics(connections().pool);

const enqueue = (count: number) =>
  query(
    `select count(job) from generate_series(1, $1::int) as n,
      lateral hookwell_worker.add_job('none', run_at => now() - interval '1 minute', job_key => 'waiting:' || n) as job`,
    [count],
  );

/** What graphile-worker's own statement reads: in order, the first that is due. */
const NEXT = `select id from hookwell_worker._private_jobs
  where is_available and run_at <= now() and task_id = any(array(select id from hookwell_worker._private_tasks))
  order by priority, run_at limit 1`;

beforeEach(async () => {
  await query('delete from hookwell_worker._private_jobs');
  // It might look in the middle of a test.
  await query('alter table hookwell_worker._private_jobs set (autovacuum_enabled = false)');
  await query('vacuum analyze hookwell_worker._private_jobs');
});

it('looks at a queue anew that has grown since PostgreSQL saw it empty, once', async () => {
  expect(await refresh()).toBe(false);
  await enqueue(150);
  expect(await refresh()).toBe(false);
  await enqueue(1_000);
  expect(await refresh()).toBe(true);
  expect(await refresh()).toBe(false);
  const { rows } = await query(
    `select reltuples::int as known from pg_class where oid = 'hookwell_worker._private_jobs'::regclass`,
  );
  expect(rows).toEqual([{ known: 1_000 }]);
});

it('ends plans on other connections that sort all that waits', async () => {
  const client = await connections().pool.connect();
  try {
    await client.query(`set plan_cache_mode = force_generic_plan`);
    await client.query(`prepare next as ${NEXT}`);
    await client.query('execute next');
    const plan = async () => JSON.stringify((await client.query(`explain execute next`)).rows);
    await enqueue(2_000);
    expect(await plan()).toContain('Sort');
    expect(await refresh()).toBe(true);
    expect(await plan()).not.toContain('Sort');
  } finally {
    client.release(true);
  }
});
