import { afterEach, describe, expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { retryEffect } from '@/lib/effects/retry-effect';
import { replayEvent } from '@/lib/inbox/store/replay-event';
import { StripeWait } from '@/lib/stripe/ask-stripe';
import {
  BEAT_EVERY_MS,
  beat,
  freeJobsOf,
  freeJobsOfDeadWorkers,
  freeJobsOfProcess,
} from '@/lib/upkeep/liveness/heartbeat';
import { freeSuspectQueue } from '@/lib/upkeep/liveness/suspects';
import { drain } from '@/lib/worker/drain';
import { processEvent } from '@/lib/worker/process-event';
import { putBack } from '@/lib/worker/put-back';
import { startWorker, type Worker } from '@/lib/worker/start-worker';
import { runTask, type Trial, type TrialVerdict } from '@/lib/worker/try-suspect';
import { effectOf, firstTry } from '../../../harness/apply-events';
import { until, useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox({ FULFILL_LINK_WAIT_SECONDS: '0' });
const sql = (text: string, values?: unknown[]) => connections().pool.query(text, values);
const find = (id: string) =>
  inbox
    .prisma()
    .webhookEvent.findUniqueOrThrow({ where: { id }, include: { attemptRecords: { orderBy: { id: 'asc' } } } });

async function stored(): Promise<string> {
  const event = buildEvent('payment_intent.succeeded');
  await storeEvents([event]);
  return event.id;
}

/** Leaves the jobs of these keys as a worker leaves them that died in the middle, longer ago than it may be silent. */
const dieWith = (keys: string[], pool = 'gone') =>
  sql(
    `update hookwell_worker._private_jobs set locked_at = now() - interval '1 minute', locked_by = $2, attempts = attempts + 1
     where key = any($1)`,
    [keys, pool],
  );
const job = async (key: string) =>
  (
    await sql(
      `select payload, j.locked_by, queue_name from hookwell_worker._private_jobs j
    left join hookwell_worker._private_job_queues q on q.id = j.job_queue_id where key = $1`,
      [key],
    )
  ).rows[0];

/** A worker whose trials end as `judge` says; without a word the suspect is run. */
let worker: Worker | undefined;
const tried: string[] = [];
function work(judge: (id: string) => TrialVerdict | undefined): void {
  const run = async (trial: Trial): Promise<TrialVerdict> => {
    tried.push(trial.id);
    return judge(trial.id) ?? runTask(connections().prisma, trial);
  };
  worker = startWorker({ url: inbox.url(), mode: 'process', trials: { run, stop() {} } });
}
/** Retries of a failed try come at once, so that a test need not wait for them. */
const hurry = () =>
  sql('update hookwell_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null');
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  tried.length = 0;
});

describe('a worker that died', () => {
  it('makes suspects of all that it had in hand, in a queue of which one runs at a time', async () => {
    const ids = [await stored(), await stored()];
    await dieWith(ids.map((id) => `event:${id}`));
    expect(await freeJobsOfDeadWorkers(connections().pool)).toEqual(['gone']);
    for (const id of ids)
      expect(await job(`event:${id}`)).toMatchObject({
        locked_by: null,
        queue_name: 'hookwell:suspects',
        payload: { id, died: { times: 1, worker: 'gone', noted: false } },
      });
    await drain(connections(), { forMs: 10_000 });
    for (const id of ids) {
      expect(await find(id)).toMatchObject({
        status: 'processed',
        attemptRecords: [{ outcome: 'failed', workerId: 'gone' }, { outcome: 'processed' }],
      });
      expect((await find(id)).attemptRecords[0]?.error).toContain('The worker died during this attempt');
      expect(await job(`event:${id}`)).toBeUndefined();
    }
  });

  it('is no death where the process lives and only its pool broke', async () => {
    const id = await stored();
    await dieWith([`event:${id}`], 'broken');
    await freeJobsOf(connections().pool, 'broken');
    expect(await job(`event:${id}`)).toMatchObject({ locked_by: null, queue_name: null, payload: { id } });
    await drain(connections(), { forMs: 10_000 });
    expect((await find(id)).attemptRecords).toMatchObject([{ outcome: 'processed' }]);
  });

  it('says nothing about what it had applied already', async () => {
    const id = await stored();
    await processEvent(inbox.prisma(), id, firstTry);
    await dieWith([`event:${id}`]);
    await freeJobsOfDeadWorkers(connections().pool);
    await drain(connections(), { forMs: 10_000 });
    expect(await find(id)).toMatchObject({ status: 'processed', attempts: 1 });
  });

  it('frees its jobs at once where somebody saw the process end', async () => {
    const id = await stored();
    await sql(`update hookwell_worker._private_jobs set locked_at = now(), locked_by = 'seen' where key = $1`, [
      `event:${id}`,
    ]);
    const nothing = { appliedAt: null, askedAt: null, problem: null, jobs: 1, busySince: null, stopping: false };
    await beat(connections().pool, { poolId: 'seen', mode: 'process', startedAt: Date.now(), ...nothing });
    await freeJobsOfProcess(connections().pool, process.pid);
    expect(await job(`event:${id}`)).toMatchObject({ locked_by: null, payload: { died: { times: 1 } } });
    await drain(connections(), { forMs: 10_000 });
  });
});

describe('a suspect', () => {
  it('is failed after its third death, and those that were in hand beside it are processed', async () => {
    const [culprit, innocent] = [await stored(), await stored()];
    await dieWith([`event:${culprit}`, `event:${innocent}`]);
    work((id) => (id === culprit ? { died: 'ended by SIGKILL' } : undefined));
    await until(async () => {
      await hurry();
      return (await find(culprit)).status === 'failed';
    }, 'the third death');
    await until(async () => (await find(innocent)).status === 'processed', 'the innocent one');

    const failed = await find(culprit);
    expect(failed.attemptRecords.map(({ error }) => /death (\d) of 3/.exec(error ?? '')?.[1])).toEqual(['1', '2', '3']);
    expect(failed.lastError).toContain('alone in a process of its own: ended by SIGKILL');
    expect(failed.lastError).toContain('it is not tried again by itself');
    expect(await job(`event:${culprit}`)).toBeUndefined();
    expect((await find(innocent)).attemptRecords.map(({ outcome }) => outcome)).toEqual(['failed', 'processed']);

    // A person who tries it again begins to count anew.
    await replayEvent(inbox.prisma(), culprit);
    await until(async () => (await find(culprit)).status === 'processed', 'the replay');
    expect(tried.filter((id) => id === culprit)).toHaveLength(2);
  });

  it('can be an effect, which waits for a person then', async () => {
    const event = buildEvent('payment_intent.succeeded');
    await storeEvents([event]);
    await processEvent(inbox.prisma(), event.id, firstTry);
    await sql('select hookwell_worker.remove_job($1)', [`event:${event.id}`]);
    const { key } = await effectOf(event, 'fulfil');
    await dieWith([`effect:${key}`]);
    let loops = true;
    work((id) => (id === key && loops ? { died: 'ended by SIGABRT' } : undefined));
    await until(async () => {
      await hurry();
      return (await effectOf(event, 'fulfil')).status === 'failed';
    }, 'the third death');
    expect(await effectOf(event, 'fulfil')).toMatchObject({
      lastError: expect.stringContaining('death 3 of 3'),
      attempts: 3,
    });
    loops = false;
    await retryEffect(inbox.prisma(), key, { id: null, name: 'test' } as never);
    await until(async () => (await effectOf(event, 'fulfil')).status === 'done', 'the retry');
  });

  it('is not blamed again for the end of the worker that had it tried elsewhere, or of a machine: its queue is free', async () => {
    const id = await stored();
    await dieWith([`event:${id}`]);
    await freeJobsOfDeadWorkers(connections().pool);
    for (let time = 0; time < 4; time++) {
      await sql(
        `update hookwell_worker._private_job_queues set locked_at = now(), locked_by = 'again' where queue_name = 'hookwell:suspects'`,
      );
      await dieWith([`event:${id}`], 'again');
      await freeJobsOfDeadWorkers(connections().pool);
    }
    expect((await job(`event:${id}`)).payload.died.times).toBe(1);
    await drain(connections(), { forMs: 10_000 });
    expect(await find(id)).toMatchObject({ status: 'processed' });
  });

  it('that waits for Stripe stays one, and keeps no other waiting', async () => {
    const [id, other] = [await stored(), await stored()];
    await dieWith([`event:${id}`, `event:${other}`]);
    await freeJobsOfDeadWorkers(connections().pool);
    const [{ id: jobId }] = (
      await sql(
        `with q as (update hookwell_worker._private_job_queues set locked_at = now(), locked_by = 'living' returning id)
         update hookwell_worker._private_jobs j set locked_at = now(), locked_by = 'living' from q
         where j.key = $1 returning j.id::text`,
        [`event:${id}`],
      )
    ).rows;
    await putBack(inbox.prisma(), id, { ...firstTry, jobId }, new StripeWait(null));
    expect(await job(`event:${id}`)).toMatchObject({
      payload: { died: { times: 1 } },
      queue_name: 'hookwell:suspects',
    });
    await freeSuspectQueue(connections().pool);
    expect((await sql('select from hookwell_worker._private_job_queues where locked_at is not null')).rows).toEqual([]);
    work(() => undefined);
    await until(async () => (await find(id)).status === 'processed', 'the one that waited');
    await until(async () => (await find(other)).status === 'processed', 'the other one');
  });

  it('is blamed by the end of a worker that tries it in its own process', async () => {
    const id = await stored();
    const nothing = { appliedAt: null, askedAt: null, problem: null, jobs: 1, busySince: null, stopping: false };
    for (let time = 0; time < 3; time++) {
      await beat(connections().pool, { poolId: `fn${time}`, mode: 'serverless', startedAt: Date.now(), ...nothing });
      await sql(`update hookwell.worker_heartbeats set beat_at = now() - $1 * interval '4 ms'`, [BEAT_EVERY_MS]);
      await dieWith([`event:${id}`], `fn${time}`);
      await freeJobsOfDeadWorkers(connections().pool);
    }
    await drain(connections(), { forMs: 10_000 });
    expect(await find(id)).toMatchObject({ status: 'failed', lastError: expect.stringContaining('death 3 of 3') });
  });
});
