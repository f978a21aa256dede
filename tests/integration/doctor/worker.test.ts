import { beforeEach, expect, test } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { checkWorker } from '@/lib/ops/doctor/check-worker';
import { startWorker } from '@/lib/worker/start-worker';
import { until, useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox();

async function check(serverless = false): Promise<string[]> {
  const findings = await checkWorker(inbox.url(), { serverless });
  for (const { severity, fix } of findings) expect(Boolean(fix)).toBe(severity !== 'ok');
  return findings.map(({ severity, code }) => `${severity} ${code}`);
}

const beatWas = (seconds: number) =>
  inbox.prisma().$executeRaw`
    insert into hookwell.worker_heartbeats (pool_id, host, pid, mode, started_at, beat_at)
    values ('doctor', 'here', 1, 'process', now(), now() - make_interval(secs => ${seconds}::int))`;

async function waitsSince(seconds: number): Promise<void> {
  await storeEvents([buildEvent('customer.created')]);
  await inbox.prisma()
    .$executeRaw`update hookwell.webhook_events set received_at = now() - make_interval(secs => ${seconds}::int)`;
}

beforeEach(async () => {
  await inbox.prisma()
    .$executeRaw`truncate hookwell.webhook_events, hookwell.worker_heartbeats, hookwell.effects, hookwell.alerts cascade`;
  await inbox.prisma().$executeRaw`delete from hookwell_worker._private_jobs`;
});

test('a worker that runs and has nothing to do', async () => {
  const worker = startWorker({ url: inbox.url(), mode: 'process' });
  await until(async () => (await check()).includes('ok worker'), 'the heartbeat');
  expect(await check()).toEqual(['ok worker', 'ok lag']);
  await worker.stop();
  expect(await check()).toEqual(['error worker_missing', 'ok lag']);
});

test('a worker that died', async () => {
  await beatWas(300);
  expect(await check()).toEqual(['error worker_dead', 'ok lag']);
});

test('serverless misses no worker', async () => {
  expect(await check(true)).toEqual(['ok lag']);
});

test.each([
  [5, 'ok lag'],
  [180, 'warn lag'],
  [7200, 'error lag'],
])('an event that waits since %i s', async (seconds, expected) => {
  await beatWas(0);
  await waitsSince(seconds);
  expect(await check()).toEqual(['ok worker', expected]);
});

test('an event that waits for Stripe is late for that reason', async () => {
  await beatWas(0);
  await waitsSince(180);
  await inbox.prisma().$executeRaw`
    update hookwell_worker._private_jobs set flags = '{"stripe": true, "stripe_silent": true}',
      payload = json_build_object('id', payload ->> 'id', 'silentSince', now() - interval '2 minutes')`;
  expect(await check()).toEqual(['ok worker', 'error stripe_silent']);
});

test('an event and an effect that failed for good', async () => {
  await beatWas(0);
  await waitsSince(7200);
  await inbox.prisma().$executeRaw`update hookwell.webhook_events set status = 'failed'`;
  const [event] = await inbox.prisma().webhookEvent.findMany();
  await inbox.prisma().effect.create({
    data: { key: 'doctor:1', kind: 'fulfil', livemode: false, status: 'failed', eventId: event?.id },
  });
  expect(await check()).toEqual(['ok worker', 'ok lag', 'warn events_failed', 'warn effects_failed']);
});

test('a worker that runs and applies nothing', async () => {
  await beatWas(0);
  await inbox.prisma().$executeRaw`update hookwell.worker_heartbeats set started_at = now() - interval '1 hour'`;
  await waitsSince(7200);
  expect(await check()).toEqual(['ok worker', 'error worker_stands_still']);
});

test('a job of the worker’s own that failed for good, and a message that could not be sent', async () => {
  await beatWas(0);
  await inbox.prisma().$executeRaw`
    select from hookwell_worker.add_job('redact_old', '{}'::json, max_attempts => 1)`;
  await inbox.prisma().$executeRaw`update hookwell_worker._private_jobs set attempts = 1, last_error = 'no right'`;
  await inbox.prisma().alert.create({
    data: {
      id: 'a',
      rule: 'lag',
      message: 'late',
      messages: { create: { state: 'opened', channel: 'mail', attempts: 1, lastError: 'no such host' } },
    },
  });
  expect(await check()).toEqual(['ok worker', 'ok lag', 'warn alerts_not_sent', 'warn jobs_failed']);
});
