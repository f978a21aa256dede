import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { useInbox } from '../../../harness/inbox';

useInbox();

const TASK = 'enqueue_jobs_test';
/** Unknown to the function, as after a migration of graphile-worker's that came with a newer version. */
const NEWER = `insert into hookwell_worker.migrations (id, breaking) values (1000, false)`;

type Job = {
  key: string;
  priority: number;
  task_id: number;
  payload: unknown;
  attempts: number;
  max_attempts: number;
  flags: unknown;
};

/** In a transaction that is rolled back, with the task known to graphile-worker or not. */
async function inTransaction<T>(work: (client: Client) => Promise<T>, known = true): Promise<T> {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    await client.query('begin');
    if (known) await client.query('insert into hookwell_worker._private_tasks (identifier) values ($1)', [TASK]);
    return await work(client);
  } finally {
    await client.end();
  }
}

async function enqueue(
  client: Client,
  ids: string[],
  flag: string | null = null,
  priorities: number[] | null = null,
): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select hookwell.enqueue_jobs($1, 'thing:', 'id', $2, 7, $3, $4) as n`,
    [TASK, ids, flag, priorities],
  );
  return rows[0]?.n ?? 0;
}

const jobsOf = async (client: Client): Promise<Job[]> =>
  (await client.query<Job>(`select * from hookwell_worker._private_jobs where key like 'thing:%' order by key`)).rows;

const ids = () => Array.from({ length: 3 }, () => randomBytes(6).toString('hex')).sort();
const told = ({ id: _, ...job }: Job & { id?: string }) => job;

describe('enqueue_jobs', () => {
  it.each([
    { flag: null, priorities: null },
    { flag: 'effect', priorities: [0, 5, 10] },
  ])(
    'leaves the rows that hookwell_worker.add_jobs leaves (flag $flag, priorities $priorities)',
    ({ flag, priorities }) =>
      inTransaction(async (client) => {
        const names = ids();
        expect(await enqueue(client, names, flag, priorities)).toBe(3);
        const ours = await jobsOf(client);
        await client.query(`delete from hookwell_worker._private_jobs`);
        await client.query(NEWER);
        expect(await enqueue(client, names, flag, priorities)).toBe(3);
        const theirs = await jobsOf(client);
        expect(ours.map(told)).toEqual(theirs.map(told));
        expect(ours.map(({ key }) => key)).toEqual(names.map((name) => `thing:${name}`));
        expect(ours.map(({ priority }) => priority)).toEqual(priorities ?? [0, 0, 0]);
      }),
  );

  it('takes the call of a version that knows no priorities', () =>
    inTransaction(async (client) => {
      const { rows } = await client.query(`select hookwell.enqueue_jobs($1, 'thing:', 'id', $2, 7) as n`, [
        TASK,
        ids(),
      ]);
      expect(rows).toEqual([{ n: 3 }]);
      expect((await jobsOf(client)).map(({ priority }) => priority)).toEqual([0, 0, 0]);
    }));

  it('does without add_jobs in the version of graphile-worker that is installed, and in no newer one', () =>
    inTransaction(async (client) => {
      await client.query('drop function hookwell_worker.add_jobs');
      expect(await enqueue(client, ids())).toBe(3);
      await client.query(NEWER);
      await expect(enqueue(client, ids())).rejects.toThrow(/hookwell_worker.add_jobs/);
    }));

  it('asks add_jobs where a task is new', () =>
    inTransaction(async (client) => {
      expect(await enqueue(client, ids())).toBe(3);
      expect(await jobsOf(client)).toHaveLength(3);
    }, false));

  it('makes a job that waits due anew and leaves one that runs', () =>
    inTransaction(async (client) => {
      const [waiting, running] = ids() as [string, string];
      await enqueue(client, [waiting, running]);
      await client.query(`update hookwell_worker._private_jobs set attempts = 7, last_error = 'died' where key = $1`, [
        `thing:${waiting}`,
      ]);
      await client.query(`update hookwell_worker._private_jobs set attempts = 1, locked_at = now() where key = $1`, [
        `thing:${running}`,
      ]);
      expect(await enqueue(client, [waiting, running])).toBe(1);
      const jobs = new Map((await jobsOf(client)).map((job) => [job.key, job]));
      expect(jobs.get(`thing:${waiting}`)).toMatchObject({ attempts: 0, last_error: null, revision: 1 });
      expect(jobs.get(`thing:${running}`)).toMatchObject({ attempts: 1, revision: 0 });
    }));

  it('wakes the workers', async () => {
    const { pool } = connections();
    const listener = await pool.connect();
    try {
      await listener.query('listen "jobs:insert"');
      const heard = new Promise<string>((resolve) => {
        listener.on('notification', ({ payload }) => {
          const { count } = JSON.parse(payload ?? '{}');
          if (count === 3) resolve(payload ?? '');
        });
      });
      const wakes = `${TASK}_wakes`;
      await pool.query('insert into hookwell_worker._private_tasks (identifier) values ($1)', [wakes]);
      await pool.query(`select hookwell.enqueue_jobs($1, 'thing:', 'id', $2, 7)`, [wakes, ids()]);
      expect(JSON.parse(await heard)).toMatchObject({ count: 3 });
    } finally {
      listener.release(true);
    }
  });

  it('reads none of a long queue, also where it was first called while that was empty', () =>
    inTransaction(async (client) => {
      const read = async () => {
        const { rows } = await client.query<{ n: number }>(
          `select seq_tup_read::int as n from pg_stat_xact_user_tables where relname = '_private_jobs'`,
        );
        return rows[0]?.n ?? 0;
      };
      // PostgreSQL keeps a plan from the sixth call on.
      for (let call = 0; call < 8; call++) await enqueue(client, ids());
      await enqueue(
        client,
        Array.from({ length: 3_000 }, (_, at) => `many${at}`),
      );
      const before = await read();
      for (let call = 0; call < 8; call++) await enqueue(client, ids());
      expect(await read()).toBe(before);
    }));
});
