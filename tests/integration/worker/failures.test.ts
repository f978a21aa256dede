import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { fulfilOrder } from '@/lib/effects/fulfilment/fulfil-order';
import { findHandler } from '@/lib/handlers/registry';
import { log } from '@/lib/kit/log/log';
import { checkWorker } from '@/lib/ops/doctor/check-worker';
import { processEvent } from '@/lib/worker/process-event';
import { rescueStranded } from '@/lib/worker/rescue-stranded';
import { startWorker, type Worker } from '@/lib/worker/start-worker';
import { until, useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

// Code of the shop is the one thing here that a test has to make fail.
vi.mock('@/lib/effects/fulfilment/fulfil-order', () => ({ fulfilOrder: vi.fn(async () => ({ by: 'test' })) }));
vi.mock('@/lib/handlers/registry', async (original) => {
  const registry = await original<typeof import('@/lib/handlers/registry')>();
  return { ...registry, findHandler: vi.fn(registry.findHandler) };
});

const inbox = useInbox();
const sql = (query: string, ...values: unknown[]) => connections().pool.query(query, values);
const find = (id: string) =>
  inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id }, include: { attemptRecords: true } });
const attempt = (number: number, last = false) => ({ attempt: number, last, workerId: 'test' });
const logged = vi.spyOn(log(), 'error').mockImplementation(() => {});
/** The lines that the log has as errors. */
const lines = () => logged.mock.calls.map(([, line]) => String(line));

let worker: Worker | undefined;
const start = () => {
  worker = startWorker({ url: inbox.url(), mode: 'process', concurrency: 2 });
};
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});
beforeEach(async () => {
  await sql('truncate hookwell.webhook_events, hookwell.worker_heartbeats, hookwell.effects, hookwell.orders cascade');
  await sql('delete from hookwell_worker._private_jobs');
  logged.mockClear();
});

/** Runs while a table is away. */
async function without<T>(table: string, run: () => Promise<T>): Promise<T> {
  await sql(`alter table hookwell.${table} rename to away`);
  try {
    return await run();
  } finally {
    await sql(`alter table hookwell.away rename to ${table}`);
  }
}

async function stored(type: 'payment_method.attached' | 'payment_intent.succeeded' = 'payment_method.attached') {
  const event = buildEvent(type);
  await storeEvents([event]);
  return event.id;
}

describe('an event of which not even the failure can be recorded', () => {
  it('keeps both errors in the log, in the job, and as far as possible with itself', async () => {
    const id = await stored();
    const failure = /event_attempts.* does not exist[\s\S]*\(and this could not be recorded: [\s\S]*event_attempts/;
    await without('event_attempts', () =>
      expect(processEvent(inbox.prisma(), id, attempt(2))).rejects.toThrow(failure),
    );
    expect(lines()).toEqual([expect.stringMatching(failure)]);
    expect(lines()[0]).toMatch(new RegExp(`^${id} failed: `));
    const event = await find(id);
    expect(event).toMatchObject({ status: 'pending', lastError: expect.stringMatching(failure) });
    expect(event.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now());
  });

  it('is failed with that error once its job is out of tries, and a person can replay it', async () => {
    const id = await stored();
    await sql('update hookwell_worker._private_jobs set attempts = 9, max_attempts = 10 where key = $1', `event:${id}`);
    await without('event_attempts', async () => {
      start();
      await until(async () => {
        const { rows } = await sql(
          'select last_error from hookwell_worker.jobs where attempts = 10 and locked_at is null',
        );
        return Boolean(rows[0]?.last_error);
      }, 'the last try');
    });
    await rescueStranded(connections().pool);
    expect(await find(id)).toMatchObject({
      status: 'failed',
      lastError: expect.stringContaining('event_attempts'),
      nextAttemptAt: null,
    });
  });

  it('says so in the log where the database takes nothing at all', async () => {
    const id = await stored();
    await without('webhook_events', () =>
      expect(processEvent(inbox.prisma(), id, attempt(1))).rejects.toThrow('could not be recorded'),
    );
    expect(lines()).toHaveLength(2);
    expect(lines()[1]).toContain(`${id} could not be told so either: `);
  });
});

describe('whatever is thrown', () => {
  it.each([
    ['null', null, 'Something other than an error was thrown: null'],
    ['nothing', undefined, 'Something other than an error was thrown: undefined'],
    ['a text', 'sold out', 'sold out'],
    ['an object', { code: 7 }, 'Something other than an error was thrown: {"code":7}'],
    [
      'an error whose message is none',
      Object.assign(new Error(), { message: { a: 1 } }),
      'Something other than an error was thrown: {"message":{"a":1}}',
    ],
    ['a frozen error', Object.freeze(new Error('cold')), 'cold'],
  ])('is kept with the event: %s', async (_, thrown, message) => {
    const id = await stored();
    vi.mocked(findHandler).mockReturnValueOnce({
      type: 'payment_method.attached',
      handle: () => Promise.reject(thrown),
    } as never);
    await expect(processEvent(inbox.prisma(), id, attempt(1))).rejects.toThrow(message);
    expect(await find(id)).toMatchObject({
      status: 'retrying',
      attempts: 1,
      lastError: message,
      attemptRecords: [{ outcome: 'failed', error: message }],
    });
    expect(lines()).toHaveLength(1);
  });
});

describe('a worker', () => {
  it('logs a failed event once, and an effect', async () => {
    start();
    vi.mocked(fulfilOrder).mockRejectedValueOnce(null);
    await stored('payment_intent.succeeded');
    await until(
      async () => (await sql(`select from hookwell.effects where status = 'retrying'`)).rowCount === 1,
      'the effect',
    );
    await until(async () => lines().length > 0, 'the line');
    expect(lines()).toEqual([
      expect.stringMatching(/^fulfil:\w+ failed: Something other than an error was thrown: null \(next try at /),
    ]);
  });

  it('logs any other job that fails, and its trace is there for a person', async () => {
    await without('findings', async () => {
      await sql(
        `select from hookwell_worker.add_job('check_money', '{}'::json, max_attempts => 1, job_key => 'check_money')`,
      );
      start();
      await until(async () => lines().length > 0, 'the line');
    });
    expect(lines()[0]).toMatch(/^The job check_money failed: [\s\S]*findings[\s\S]* \(that was try 1 of 1\)$/);
    await worker?.stop();
    worker = undefined;
    const findings = await checkWorker(inbox.url(), { serverless: false });
    expect(findings.find(({ code }) => code === 'jobs_failed')?.message).toContain(
      'Jobs failed for good: check_money (',
    );
  });
});
