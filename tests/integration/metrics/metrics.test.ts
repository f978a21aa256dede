import perfHooks from 'node:perf_hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { GET } from '@/app/api/metrics/route';
import { POST } from '@/app/api/webhook/route';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { resetEnv } from '@/lib/kit/env';
import { count, takeSamples } from '@/lib/kit/metrics/count';
import { flushMetrics, keepFlushing } from '@/lib/upkeep/metrics/flush';
import { processEvent } from '@/lib/worker/process-event';
import { delivery, newSecret } from '../../../harness/deliveries';
import { useInbox } from '../../../harness/inbox';

const token = 'a-token-of-this-run-alone';
const inbox = useInbox({ METRICS_TOKEN: token, LOG_LEVEL: 'error' });

const ask = (authorization?: string) =>
  GET(new Request('http://127.0.0.1/api/metrics', { headers: authorization ? { authorization } : {} }));
const scrape = async () => (await ask(`Bearer ${token}`)).text();

/** The value of one line, by its name and labels as they are printed. */
async function read(line: string): Promise<number> {
  const found = (await scrape()).split('\n').find((each) => each.startsWith(`${line} `));
  return found === undefined ? 0 : Number(found.slice(line.length + 1));
}

describe('GET /api/metrics', () => {
  afterEach(() => {
    process.env.METRICS_TOKEN = token;
    resetEnv();
  });

  it.each([
    ['nothing', undefined],
    ['another token', 'Bearer another'],
    ['no bearer', token],
  ])('refuses %s', async (_, authorization) => expect((await ask(authorization)).status).toBe(401));

  it('is closed, not open, while no token is set', async () => {
    process.env.METRICS_TOKEN = '';
    resetEnv();
    for (const authorization of [undefined, 'Bearer ', 'Bearer undefined'])
      expect((await ask(authorization)).status).toBe(401);
  });

  it('measures this process once, however often it is asked: each measuring costs a timer for good', async () => {
    await scrape();
    const measuring = vi.spyOn(perfHooks, 'monitorEventLoopDelay');
    await scrape();
    expect(await scrape()).toContain('hookwell_process_nodejs_eventloop_lag_seconds');
    expect(measuring).not.toHaveBeenCalled();
    measuring.mockRestore();
  });

  it('counts what the door answered', async () => {
    const body = printEvent(buildEvent('payment_intent.succeeded'));
    for (const request of [delivery(body), delivery(body), delivery(body, { secret: newSecret() })])
      await POST(request);
    expect(await read('hookwell_deliveries_total{outcome="stored"}')).toBe(1);
    expect(await read('hookwell_deliveries_total{outcome="duplicate"}')).toBe(1);
    expect(await read('hookwell_deliveries_total{outcome="invalid_signature"}')).toBe(1);
    expect(await read('hookwell_delivery_seconds_count')).toBe(3);
    expect(await read('hookwell_delivery_seconds_bucket{le="+Inf"}')).toBe(3);
  });

  it('counts what was applied, and how long it took since Stripe created it', async () => {
    const event = buildEvent('payment_method.attached', { now: new Date(Date.now() - 20_000) });
    await POST(delivery(printEvent(event)));
    await processEvent(inbox.prisma(), event.id, { attempt: 1, last: false, workerId: 'test' });
    const processed = 'hookwell_events_processed_total{type="payment_method.attached",outcome="processed"}';
    expect(await read(processed)).toBe(1);
    expect(await read('hookwell_event_lag_seconds_bucket{stage="received",le="10"}')).toBe(0);
    expect(await read('hookwell_event_lag_seconds_bucket{stage="received",le="30"}')).toBe(1);
    expect(await read('hookwell_event_lag_seconds_count{stage="processed"}')).toBe(1);
    // A second run of the same job does nothing, and is no attempt.
    await processEvent(inbox.prisma(), event.id, { attempt: 1, last: false, workerId: 'test' });
    expect(await read(processed)).toBe(1);
  });

  it('tells what waits in the queue, and since when nothing arrived', async () => {
    const event = buildEvent('payment_intent.succeeded');
    const waiting = await read('hookwell_events_waiting{mode="test",status="pending"}');
    const due = await read('hookwell_jobs{task="process_event",state="due"}');
    await POST(delivery(printEvent(event)));
    expect(await read('hookwell_events_waiting{mode="test",status="pending"}')).toBe(waiting + 1);
    expect(await read('hookwell_jobs{task="process_event",state="due"}')).toBe(due + 1);
    expect(await read('hookwell_last_event_age_seconds{mode="test"}')).toBeLessThan(60);
    expect(await read('hookwell_workers')).toBe(0);
  });

  it('is well-formed: each metric has its help and type once', async () => {
    const text = await scrape();
    const types = text.match(/^# TYPE \S+/gm) ?? [];
    expect(new Set(types).size).toBe(types.length);
    for (const line of text.split('\n').filter((each) => each && !each.startsWith('#')))
      expect(line).toMatch(/^[a-z_\d]+(\{([a-z_]+="[^"]*",?)+\})? (-?[\d.e+-]+|Nan|\+Inf)$/i);
  });
});

describe('What processes count', () => {
  const total = () => read('hookwell_effects_total{kind="test",outcome="done"}');

  it('is one number, however many flush at the same moment', async () => {
    const { pool } = connections();
    const before = await total();
    await Promise.all(
      Array.from({ length: 20 }, () => {
        count('hookwell_effects_total', { kind: 'test', outcome: 'done' });
        return flushMetrics(pool);
      }),
    );
    expect(await total()).toBe(before + 20);
  });

  it('is kept while the database is away', async () => {
    const before = await total();
    count('hookwell_effects_total', { kind: 'test', outcome: 'done' });
    const away = { query: () => Promise.reject(new Error('away')) } as never;
    await expect(flushMetrics(away)).rejects.toThrow('away');
    expect(await total()).toBe(before + 1);
  });

  it('is written when the process ends', async () => {
    const before = await total();
    const flushing = keepFlushing(connections().pool);
    count('hookwell_effects_total', { kind: 'test', outcome: 'done' });
    await flushing.stop();
    expect(takeSamples()).toEqual([]);
    expect(await total()).toBe(before + 1);
  });
});
