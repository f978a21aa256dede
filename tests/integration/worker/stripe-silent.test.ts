import type Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readAttention } from '@/lib/dashboard/overview/attention';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { resetEnv } from '@/lib/kit/env';
import { checkWorker } from '@/lib/ops/doctor/check-worker';
import { checkHealth } from '@/lib/ops/health';
import { askStripe, forgetQuestions, StripeWait } from '@/lib/stripe/ask-stripe';
import { ALERT_RULES } from '@/lib/upkeep/alerts/rules/registry';
import { findStandstill } from '@/lib/upkeep/liveness/standstill';
import { sweepNow } from '@/lib/upkeep/sweep/sweep-now';
import { drain } from '@/lib/worker/drain';
import { putBack } from '@/lib/worker/put-back';
import { rescueStranded } from '@/lib/worker/rescue-stranded';
import { startWorker, type Worker } from '@/lib/worker/start-worker';
import { settled, until, useInbox } from '../../../harness/inbox';
import { type SilentStripe, startSilentStripe } from '../../../harness/silent-stripe';
import { storeEvents } from '../../../harness/store-event';

// The same with less patience: a silence of minutes in seconds.
vi.mock('@/lib/stripe/patience', () => ({
  REQUEST_WITHIN_MS: 400,
  QUESTION_WITHIN_MS: 800,
  SILENT_TO_OPEN: 3,
  PAUSES_MS: [500, 1_000],
}));

const inbox = useInbox();
let stripe: SilentStripe;
let worker: Worker | undefined;

beforeAll(async () => {
  stripe = await startSilentStripe();
  Object.assign(process.env, { STRIPE_API_BASE_URL: stripe.url, STRIPE_SECRET_KEY: 'sk_test_silent' });
  resetEnv();
});
beforeEach(async () => {
  await sql('truncate hookwell.webhook_events, hookwell.worker_heartbeats, hookwell.effects, hookwell.orders cascade');
  await sql('delete from hookwell_worker._private_jobs');
  forgetQuestions();
  stripe.fallSilent();
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});
afterAll(() => {
  stripe.stop();
  Object.assign(process.env, { STRIPE_API_BASE_URL: '', STRIPE_SECRET_KEY: '' });
  resetEnv();
});

const sql = (query: string, ...values: unknown[]) => connections().pool.query(query, values);
const count = async (query: string, ...values: unknown[]): Promise<number> =>
  (await sql(`select count(*)::int as n ${query}`, ...values)).rows[0].n;

/** Events that have to ask which invoice they pay, and events that ask nothing. */
const asking = (n: number) =>
  Array.from({ length: n }, () => buildEvent('payment_intent.succeeded', { answers: false }));
const plain = (n: number) => Array.from({ length: n }, () => buildEvent('payment_method.attached'));

const idsOf = (events: Stripe.Event[]) => events.map(({ id }) => id);
const applied = (events: Stripe.Event[]) =>
  count(`from hookwell.webhook_events where id = any($1) and status = 'processed'`, idsOf(events));
const put = (flag: string) => count('from hookwell_worker._private_jobs where jsonb_exists(flags, $1)', flag);

describe('while Stripe does not answer', () => {
  it('events that need nothing of it are applied, few slots wait, no try is used up, and afterwards all is applied once', {
    timeout: 120_000,
  }, async () => {
    const [needy, others] = [asking(50), plain(50)];
    await storeEvents(needy);
    await storeEvents(others);
    worker = startWorker({ url: inbox.url(), mode: 'process', concurrency: 6 });
    await until(async () => (await applied(others)) === 50, 'the events that ask nothing');
    expect(await applied(needy)).toBe(0);
    await until(async () => (await put('stripe_silent')) > 0, 'the breaker');
    expect(await put('stripe')).toBeGreaterThanOrEqual(46);
    // Two at a time, and the sweep of the start.
    expect(stripe.most()).toBeLessThanOrEqual(3);
    await until(async () => stripe.asked.length >= 6, 'probes');
    // Only what had no answer before anybody knew of the silence is a failed try.
    const tries = await sql('select attempts, status from hookwell.webhook_events where id = any($1)', idsOf(needy));
    expect(tries.rows.filter(({ attempts }) => attempts > 0).length).toBeLessThanOrEqual(2);
    expect(Math.max(...tries.rows.map(({ attempts }) => attempts))).toBeLessThanOrEqual(1);

    stripe.answer();
    await until(async () => (await applied(needy)) === 50, 'the events that had to ask', 60_000);
    await settled(inbox.prisma());
    const done = `from hookwell.event_attempts where event_id = any($1) and outcome = 'processed'`;
    expect(await count(done, idsOf(needy))).toBe(50);
    expect(await count(`from hookwell.effects where kind = 'fulfil' and status = 'done'`)).toBe(50);
    await until(async () => (await count('from hookwell_worker._private_jobs')) === 0, 'an empty queue');
  });

  it('puts each question once: the SDK tries nothing again', async () => {
    for (let i = 0; i < 3; i++)
      await expect(askStripe((client) => client.invoicePayments.list())).rejects.toThrow(
        i < 2 ? 'timeout being reached (400ms)' : /^Stripe has not answered since 20/,
      );
    expect(stripe.asked).toHaveLength(3);
    await expect(askStripe((client) => client.invoicePayments.list())).rejects.toThrow(StripeWait);
    expect(stripe.asked).toHaveLength(3);
  });

  it('gives up on a question as a whole, whatever it waits for', async () => {
    await expect(askStripe(() => new Promise(() => {}))).rejects.toThrow('Stripe did not answer within 0.8 s');
  });

  it('an invocation of a serverless host does the rest and ends', async () => {
    const [needy, others] = [asking(8), plain(8)];
    await storeEvents([...needy, ...others]);
    expect(await drain(connections(), { forMs: 20_000 })).toEqual({ cutOff: false });
    expect(await applied(others)).toBe(8);
    expect(await put('stripe')).toBeGreaterThanOrEqual(6);
    expect(await put('stripe_silent')).toBeGreaterThan(0);
    expect(stripe.most()).toBe(1);

    stripe.answer();
    await until(async () => {
      await drain(connections(), { forMs: 20_000 });
      return (await applied(needy)) === 8;
    }, 'the rest');
  });

  it('the sweep ends after a few questions, and asks nothing while it is known', async () => {
    await sweepNow(connections().pool, { trigger: 'schedule' });
    expect(stripe.asked).toEqual(['/v1/events', '/v1/events', '/v1/events']);
    await sweepNow(connections().pool, { trigger: 'schedule' });
    expect(stripe.asked).toHaveLength(3);
    const { rows } = await sql('select error from hookwell.sweep_states');
    expect(rows).toEqual([{ error: expect.stringMatching(/^Stripe has not answered since /) }]);
  });
});

describe('an event that is put back', () => {
  const silent = (secondsAgo: number) =>
    new StripeWait({ since: Date.now() - secondsAgo * 1_000, nextAt: Date.now() + 60_000 });

  /** Takes the event's job as a worker does, with the tries that it has had. */
  async function take({ id }: Stripe.Event, attempt = 1) {
    const { rows } = await sql(
      `update hookwell_worker._private_jobs set locked_at = now(), locked_by = 'w', attempts = $2 where key = 'event:' || $1
       returning id::text`,
      id,
      attempt,
    );
    return { jobId: rows[0].id as string, attempt, last: false, workerId: 'w' };
  }
  const jobs = async ({ id }: Stripe.Event) =>
    (
      await sql(
        `select id::text, key, attempts, max_attempts, priority, flags, locked_at, run_at > now() as later
         from hookwell_worker._private_jobs where payload ->> 'id' = $1`,
        id,
      )
    ).rows;

  it('has one job, with the tries that were left, behind what was received', async () => {
    const [event] = asking(1) as [Stripe.Event];
    await storeEvents([event]);
    const job = await take(event, 4);
    await putBack(inbox.prisma(), event.id, job, silent(0));
    const waiting = {
      key: `event:${event.id}`,
      attempts: 3,
      max_attempts: 10,
      priority: 1,
      flags: { stripe: true, stripe_silent: true },
      locked_at: null,
      later: true,
    };
    expect(await jobs(event)).toEqual([{ id: expect.not.stringMatching(`^${job.jobId}$`), ...waiting }]);
    // A worker that is killed here leaves nothing that had to be found.
    expect(await rescueStranded(connections().pool)).toEqual({ failed: [], enqueued: [] });
    // Whoever ran the same job as well, because its worker was taken for dead, changes nothing.
    await putBack(inbox.prisma(), event.id, job, silent(0));
    expect(await jobs(event)).toHaveLength(1);
    await putBack(inbox.prisma(), event.id, await take(event, 4), new StripeWait(null));
    expect(await jobs(event)).toMatchObject([{ attempts: 3, priority: 1, flags: { stripe: true } }]);
  });

  it('leaves the job alone that a replay made meanwhile', async () => {
    const [event] = asking(1) as [Stripe.Event];
    await storeEvents([event]);
    const job = await take(event);
    await sql(
      `select hookwell_worker.add_job('process_event', json_build_object('id', $1::text), job_key => 'event:' || $1)`,
      event.id,
    );
    await putBack(inbox.prisma(), event.id, job, silent(0));
    expect((await jobs(event)).filter(({ key }) => key !== null)).toMatchObject([{ flags: null, priority: 0 }]);
  });

  it('is no standstill: health, doctor, overview and an alert say that Stripe does not answer', async () => {
    const event = asking(1)[0] as Stripe.Event;
    await storeEvents([event]);
    await putBack(inbox.prisma(), event.id, await take(event), silent(90));
    await sql(
      `insert into hookwell.worker_heartbeats (pool_id, host, pid, mode, started_at, beat_at, asked_at, jobs)
       values ('w', 'here', 1, 'process', now() - interval '1 day', now(), now(), 0)`,
    );
    // The last probe had no answer either, and the next one is still to come.
    await sql(`update hookwell.webhook_events set next_attempt_at = now() - interval '80 seconds'`);
    await sql(`update hookwell_worker._private_jobs set run_at = now() - interval '80 seconds'`);

    expect(await findStandstill(async (query, ...values) => (await sql(query, ...values)).rows)).toBeNull();
    const told = /^Stripe has not answered since 20.* UTC: an event waits for what it says, all others are applied/;
    const health = await checkHealth(connections().pool);
    expect(health).toMatchObject({
      status: 'degraded',
      standstill: null,
      stripeSilence: { events: 1 },
      problems: [expect.stringMatching(told)],
    });
    const findings = await checkWorker(inbox.url(), { serverless: false });
    expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'stripe_silent', message: expect.stringMatching(told) },
    ]);
    expect((await readAttention(inbox.prisma(), false)).stripeSilence?.told).toMatch(told);
    const alert = ALERT_RULES.find(({ name }) => name === 'stripe');
    expect(await alert?.look(inbox.prisma())).toMatch(told);
  });
});
