import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAttention } from '@/lib/dashboard/overview/attention';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { checkWorker } from '@/lib/ops/doctor/check-worker';
import { checkHealth } from '@/lib/ops/health';
import { findStandstill } from '@/lib/upkeep/liveness/standstill';
import { startWorker, type Worker } from '@/lib/worker/start-worker';
import { holdTable } from '../../../harness/hold-table';
import { until, useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const sql = (query: string, ...values: unknown[]) => connections().pool.query(query, values);
const find = () => findStandstill(async (query, ...values) => (await sql(query, ...values)).rows);

let worker: Worker | undefined;
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});
beforeEach(async () => {
  await sql('truncate hookwell.webhook_events, hookwell.worker_heartbeats, hookwell.effects cascade');
  await sql('delete from hookwell_worker._private_jobs');
});

/** A worker that runs for real, and a clock that says that it has done so for two minutes. */
async function startedLongAgo(): Promise<void> {
  worker = startWorker({ url: inbox.url(), mode: 'process', concurrency: 2 });
  await until(async () => (await sql('select from hookwell.worker_heartbeats')).rowCount === 1, 'the heartbeat');
  await sql("update hookwell.worker_heartbeats set started_at = now() - interval '2 minutes'");
}

const waitingFor = (seconds: number) =>
  sql(
    `update hookwell.webhook_events set received_at = now() - make_interval(secs => $1) where status = 'pending'`,
    seconds,
  );

/** What everybody who is asked says. */
async function everybody() {
  const health = await checkHealth(connections().pool);
  const findings = await checkWorker(inbox.url(), { serverless: false });
  const { standstill } = await readAttention(inbox.prisma(), false);
  return { health, finding: findings.find(({ severity }) => severity === 'error'), standstill };
}

describe('a worker that runs, while nothing is applied', () => {
  it('because a handler hangs, is an error for health, doctor and overview alike', async () => {
    await startedLongAgo();
    const table = await holdTable(inbox.url(), 'payment_methods');
    try {
      await storeEvents([buildEvent('payment_method.attached')]);
      await table.somebodyWaits();
      expect(await find()).toBeNull();
      await waitingFor(90);
      await sql("update hookwell_worker._private_jobs set locked_at = now() - interval '80 seconds'");
      const { health, finding, standstill } = await everybody();
      const told =
        /^A worker is running, but nothing has been applied for 9\d s while an event waits: one job of events is in hand, the oldest for [89]\d s, and does not end/;
      expect(health).toMatchObject({ status: 'degraded', workers: 1, standstill: { events: 1 } });
      expect(health.problems).toEqual([expect.stringMatching(told)]);
      expect(finding).toMatchObject({ code: 'worker_stands_still', message: expect.stringMatching(told) });
      expect(finding?.fix).toContain("wait_event_type = 'Lock'");
      expect(standstill?.told).toMatch(told);
    } finally {
      await table.release();
    }
    await until(async () => (await find()) === null, 'the end of it');
  });

  it('because the queue refuses the worker what it asks for', async () => {
    await startedLongAgo();
    await storeEvents([buildEvent('payment_method.attached')]);
    // The event that was applied proves work: take it for one of long ago.
    await until(
      async () => (await sql(`select from hookwell.webhook_events where status = 'processed'`)).rowCount === 1,
      'it',
    );
    await sql('alter table hookwell_worker._private_jobs rename column locked_by to away');
    try {
      const told = async () => (await sql('select problem from hookwell.worker_heartbeats')).rows[0];
      await until(async () => (await told()).problem !== null, 'the heartbeat to tell of it');
      expect((await told()).problem).toContain('locked_by');
    } finally {
      await sql('alter table hookwell_worker._private_jobs rename column away to locked_by');
    }
    await worker?.stop();
    worker = undefined;
    await sql('truncate hookwell.webhook_events, hookwell.worker_heartbeats cascade');
    await beats({ problem: 'permission denied for table _private_jobs' });
    await storeEvents([buildEvent('payment_method.attached')]);
    await waitingFor(90);
    expect((await find())?.cause).toBe(
      'the queue gives the worker (process 1 on here) no jobs: permission denied for table _private_jobs',
    );
  });

  it('because the queue is gone', async () => {
    await storeEvents([buildEvent('payment_method.attached')]);
    await sql('alter schema hookwell_worker rename to gone');
    try {
      await beats();
      await waitingFor(90);
      const { health, finding, standstill } = await everybody();
      const told = 'the queue can\'t be read: relation "hookwell_worker.jobs" does not exist';
      expect(finding?.message).toContain(told);
      expect(finding?.fix).toBe('npm run doctor -- --only database says what is missing.');
      expect(standstill?.told).toContain('relation "hookwell_worker.jobs" does not exist');
      // Without it nothing can be stored either.
      expect(health).toMatchObject({
        status: 'unhealthy',
        problems: [
          'The queue (schema hookwell_worker) lacks _private_jobs, _private_job_queues, _private_tasks, _private_known_crontabs and 6 more: no event can be stored or applied. What to do says npm run doctor -- --only database',
        ],
      });
    } finally {
      await sql('alter schema gone rename to hookwell_worker');
    }
  });

  it('because what it applies is not what waits: a job that ends proves nothing', async () => {
    await beats({ asked: 1 });
    await storeEvents([buildEvent('payment_method.attached')]);
    await waitingFor(90);
    expect((await find())?.cause).toBe('their jobs are due, the queue answers the worker, and nothing is recorded');
  });

  it('because it has no answer from the queue', async () => {
    await beats({ asked: 100 });
    await storeEvents([buildEvent('payment_method.attached')]);
    await waitingFor(90);
    expect((await find())?.cause).toMatch(
      /^their jobs are due, and the worker \(process 1 on here\) has had no answer from the queue for 10\d s$/,
    );
  });

  it('because its slots are taken', async () => {
    await beats({ asked: 100, busy: 95, jobs: 6 });
    await storeEvents([buildEvent('payment_method.attached')]);
    await waitingFor(90);
    expect((await find())?.cause).toMatch(
      /^the worker \(process 1 on here\) is busy with 6 jobs, the oldest for 9\d s, and takes no others$/,
    );
  });

  it('because it was told to end, in other words', async () => {
    await beats({ asked: 100, busy: 95, jobs: 1, stopping: true });
    await storeEvents([buildEvent('payment_method.attached')]);
    await waitingFor(90);
    expect((await find())?.cause).toMatch(
      /^the only worker \(process 1 on here\) was told to end: it finishes 1 jobs, /,
    );
  });

  it('because nobody gives events their jobs', async () => {
    await beats({ asked: 1 });
    await storeEvents([buildEvent('payment_method.attached')]);
    await sql('delete from hookwell_worker._private_jobs');
    await waitingFor(90);
    expect((await find())?.cause).toBe('they have no job in the queue, and the worker gives them none');
  });
});

describe('it is no error', () => {
  beforeEach(async () => {
    await beats({ asked: 1 });
    await storeEvents([buildEvent('payment_method.attached')]);
    await waitingFor(90);
    expect(await find()).not.toBeNull();
  });

  it('when only tries wait that are to come', async () => {
    await sql("update hookwell.webhook_events set status = 'retrying', next_attempt_at = now() + interval '1 hour'");
    expect(await find()).toBeNull();
  });

  it('when the job is scheduled for later', async () => {
    await sql("update hookwell_worker._private_jobs set run_at = now() + interval '1 hour'");
    expect(await find()).toBeNull();
  });

  it('when something was applied a moment ago, however much waits', async () => {
    await sql('update hookwell.worker_heartbeats set applied_at = now()');
    expect(await find()).toBeNull();
  });

  it('when a worker that has ended since applied something a moment ago', async () => {
    await sql(
      `insert into hookwell.event_attempts (event_id, number, outcome, started_at, finished_at)
       select id, 1, 'processed', now(), now() from hookwell.webhook_events`,
    );
    expect(await find()).toBeNull();
  });

  it('when the worker has only just started', async () => {
    await sql('update hookwell.worker_heartbeats set started_at = now()');
    expect(await find()).toBeNull();
  });

  it('when no worker runs: that is another one', async () => {
    await sql("update hookwell.worker_heartbeats set beat_at = now() - interval '1 hour'");
    expect(await find()).toBeNull();
  });
});

describe('the heartbeat', () => {
  it('tells when an attempt was recorded, be it a failed one, and what the queue answers', async () => {
    await startedLongAgo();
    const told = async () =>
      (await sql('select applied_at, asked_at, problem, jobs from hookwell.worker_heartbeats')).rows[0];
    await until(async () => (await told()).asked_at !== null, 'an answer from the queue');
    expect(await told()).toMatchObject({ applied_at: null, problem: null, jobs: 0 });
    await sql('alter table hookwell.payment_methods rename to away');
    try {
      await storeEvents([buildEvent('payment_method.attached')]);
      await until(async () => (await told()).applied_at !== null, 'the failed attempt');
    } finally {
      await sql('alter table hookwell.away rename to payment_methods');
    }
  });
});

/** A worker that says of itself what these seconds tell. */
async function beats(
  told: { asked?: number; busy?: number; jobs?: number; stopping?: boolean; problem?: string } = {},
): Promise<void> {
  await sql(
    `insert into hookwell.worker_heartbeats (pool_id, host, pid, mode, started_at, beat_at, asked_at, busy_since, jobs, stopping, problem)
     values ('w', 'here', 1, 'process', now() - interval '1 day', now(), now() - make_interval(secs => $1),
       now() - make_interval(secs => $2), $3, $4, $5)`,
    told.asked ?? null,
    told.busy ?? null,
    told.jobs ?? 0,
    told.stopping ?? false,
    told.problem ?? null,
  );
}
