import type { Pool } from 'pg';

/** With so many waiting, PostgreSQL plans for many, however many more come. */
const MANY = 5_000;

/**
 * Lets PostgreSQL look at the queue anew once it holds far more than was last known: true if it did. A worker's statements
 * are planned once for a connection, mostly while nothing waits, and autovacuum likes to look at a queue when it has just
 * been emptied. Such a plan reads and sorts all that waits for each job that is fetched: behind 5,000 jobs that takes 1.6
 * to 3.2 ms instead of 0.1, so that a worker falls behind the faster the further behind it is. Looking anew ends such plans
 * on every connection. https://www.postgresql.org/docs/current/sql-analyze.html
 */
export async function refreshQueueStatistics(pool: Pick<Pool, 'query'>): Promise<boolean> {
  const { rows } = await pool.query<{ outgrown: boolean }>(OUTGROWN_SQL, [MANY]);
  if (!rows[0]?.outgrown) return false;
  await pool.query('analyze hookwell_worker._private_jobs');
  return true;
}

const OUTGROWN_SQL = `
with known as (
  select greatest(reltuples, 0)::int as jobs from pg_class where oid = 'hookwell_worker._private_jobs'::regclass
), looked as (
  select count(*) as jobs from (
    select from hookwell_worker._private_jobs limit (select 4 * least(jobs, $1::int) + 200 from known)
  ) as seen
)
select known.jobs < $1::int and looked.jobs = 4 * known.jobs + 200 as outgrown from known, looked`;
