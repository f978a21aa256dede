import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { resetEnv } from '@/lib/kit/env';
import { sweepNow } from '@/lib/upkeep/sweep/sweep-now';
import { delivery } from '../../../harness/deliveries';
import { until, useInbox } from '../../../harness/inbox';
import { readStored, storeEvents } from '../../../harness/store-event';
import { daysAgo, makeEvents, useStripe } from '../../../harness/sweep';

const inbox = useInbox();
const at = useStripe();
const seed = randomBytes(4).toString('hex');
console.log(`seed ${seed}`);

const find = (id: string) => readStored(inbox.prisma(), id);
const ids = async () =>
  new Set((await inbox.prisma().webhookEvent.findMany({ select: { id: true } })).map(({ id }) => id));

/** A tenth of the events, which ones the seed decides. */
function loseATenth<T>(events: T[]): T[] {
  let state = Number.parseInt(seed, 16);
  return events.filter(() => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32 >= 0.1;
  });
}

describe('The sweep', () => {
  it('fetches the random tenth of 1,000 events that never arrived, and doubles none', async () => {
    const events = makeEvents(1000, seed);
    at.happen(events);
    const arrived = loseATenth(events);
    await storeEvents(arrived);

    const [own] = await at.sweep({ since: daysAgo(30) });
    expect(own?.error).toBeNull();
    expect(own?.windows[0]?.run).toMatchObject({
      seen: 1000,
      present: arrived.length,
      healed: 1000 - arrived.length,
      unreadable: 0,
    });
    expect(await ids()).toEqual(new Set(events.map(({ id }) => id)));
    expect(await inbox.prisma().webhookEvent.count({ where: { source: 'sweep' } })).toBe(1000 - arrived.length);
    expect(await inbox.prisma().healedEvent.count()).toBe(1000 - arrived.length);

    const [again] = await at.sweep({ since: daysAgo(30) });
    expect(again?.windows[0]?.run).toMatchObject({ seen: 1000, present: 1000, healed: 0 });
    expect(await inbox.prisma().webhookEvent.count()).toBe(1000);
    expect(await inbox.prisma().sweepState.findFirstOrThrow()).toMatchObject({ checked: 1000n, error: null });
  });

  it('keeps a copy as Stripe prints it, unsigned and marked, and enqueues it once', async () => {
    const [event] = makeEvents(1, `${seed} copy`);
    if (!event) throw new Error('no event');
    at.happen([event]);
    await at.sweep({ since: daysAgo(1) });
    expect(await find(event.id)).toMatchObject({
      source: 'sweep',
      body: printEvent(event),
      signatureHeader: null,
      secretLabel: null,
      verifiedAt: null,
      deliveries: 0,
      status: 'pending',
      createdAt: new Date(event.created * 1000),
    });
    const jobs = await connections().pool.query('select key from hookwell_worker.jobs where key = $1', [
      `event:${event.id}`,
    ]);
    expect(jobs.rowCount).toBe(1);
  });

  it('asks for the handled types only, 20 at the most, 100 events a page, inclusive of the first second', async () => {
    at.happen(makeEvents(250, `${seed} pages`));
    const since = daysAgo(2);
    await at.sweep({ since });
    const requests = at.stripe().hooks.requests.all;
    for (const { query } of requests) {
      const types = [...query.keys()].filter((name) => name.startsWith('types['));
      expect(types.length).toBeLessThanOrEqual(20);
      expect(query.get('limit')).toBe('100');
      expect(query.get('created[gte]')).toBe(String(Math.floor(since.getTime() / 1000)));
    }
    expect(requests.some(({ query }) => query.has('starting_after'))).toBe(true);
    expect((await ids()).size).toBe(250);
  });

  it('finds a late event of a second that it has compared, and one that came while it read the pages', async () => {
    const [first, late] = makeEvents(2, `${seed} late`, { secondsAgo: 0 });
    const meanwhile = buildEvent('charge.succeeded', { seed: `${seed} meanwhile` });
    if (!first || !late) throw new Error('no events');
    at.happen([first]);
    await at.sweep({ since: daysAgo(1) });
    const state = await inbox.prisma().sweepState.findFirstOrThrow();
    at.happen([{ ...late, created: first.created }]);
    at.stripe().hooks.requests.all.length = 0;
    at.stripe().hooks.intercept = ({ query }) => {
      // The page that would have shown it is past: it is for the next sweep.
      if (!query.toString().includes('charge.succeeded')) at.happen([meanwhile]);
      return undefined;
    };
    await at.sweep();
    expect(await ids()).toEqual(new Set([first.id, late.id]));
    await at.sweep();
    expect(await ids()).toEqual(new Set([first.id, late.id, meanwhile.id]));
    const windows = at.stripe().hooks.requests.all.map(({ query }) => Number(query.get('created[gte]')));
    expect(Math.max(...windows)).toBeLessThanOrEqual(state.until.getTime() / 1000 - 600);
  });

  it('waits as long as Stripe says when it is too much, and goes on after failures', async () => {
    const events = makeEvents(250, `${seed} limits`);
    at.happen(events);
    let calls = 0;
    at.stripe().hooks.intercept = () => {
      calls++;
      if (calls === 1) return { status: 429, headers: { 'retry-after': '7' } };
      if (calls === 3 || calls === 4) return { status: 500 };
      if (calls === 6) return { status: 429 };
      return undefined;
    };
    const [own] = await at.sweep({ since: daysAgo(1) });
    expect(own?.error).toBeNull();
    expect(own?.windows[0]?.run).toMatchObject({ seen: 250, healed: 250 });
    expect(at.pauses).toContain(7000);
    expect(at.pauses.length).toBeGreaterThanOrEqual(2);
  });

  it('stops where Stripe keeps failing, says why, and goes on from that page the next time', async () => {
    at.happen(makeEvents(350, `${seed} stop`, { types: ['charge.succeeded'] }));
    let pages = 0;
    at.stripe().hooks.intercept = () =>
      ++pages > 2 ? { status: 503, headers: { 'stripe-should-retry': 'false' } } : undefined;
    const [stopped] = await at.sweep({ since: daysAgo(1) });
    expect(stopped?.error?.message).toContain('503');
    expect(stopped?.isNews).toBe(true);
    expect(await inbox.prisma().webhookEvent.count()).toBe(200);
    expect((await inbox.prisma().sweepState.findFirstOrThrow()).error).toContain('503');
    expect((await at.sweep({ since: daysAgo(1) }))[0]?.isNews).toBe(false);

    at.stripe().hooks.intercept = () => undefined;
    at.stripe().hooks.requests.all.length = 0;
    const [own] = await at.sweep({ since: daysAgo(1) });
    expect(own?.windows.map(({ resumed }) => resumed)).toEqual([true, false]);
    expect(own?.windows[0]?.run).toMatchObject({ seen: 350, healed: 350, present: 0 });
    expect(at.stripe().hooks.requests.all[0]?.query.has('starting_after')).toBe(true);
    expect(await inbox.prisma().sweepState.findFirstOrThrow()).toMatchObject({ error: null, checked: 350n });
  });

  it('begins its window again when Stripe has forgotten the event at which it stood', async () => {
    const events = makeEvents(150, `${seed} cursor`, { types: ['charge.succeeded'] });
    at.happen(events);
    let pages = 0;
    at.stripe().hooks.intercept = () =>
      ++pages > 1 ? { status: 503, headers: { 'stripe-should-retry': 'false' } } : undefined;
    await at.sweep({ since: daysAgo(1) });
    at.stripe().hooks.intercept = () => undefined;
    const { cursor } = await inbox.prisma().sweepRun.findFirstOrThrow({ where: { finishedAt: null } });
    at.stripe().api.events.delete(String(cursor));
    await at.sweep();
    expect(await ids()).toEqual(new Set(events.map(({ id }) => id)));
  });

  it('lets two processes that sweep at once work on the same run', async () => {
    at.happen(makeEvents(450, `${seed} two`));
    await Promise.all([at.sweep({ since: daysAgo(1) }), at.sweep({ since: daysAgo(1) })]);
    expect(await inbox.prisma().webhookEvent.count()).toBe(450);
    expect(await inbox.prisma().healedEvent.count()).toBe(450);
    expect(await inbox.prisma().sweepState.findFirstOrThrow()).toMatchObject({ checked: 450n });
  });

  it('stops at once when its worker does, though Stripe does not answer, and calls that no error', async () => {
    at.happen(makeEvents(5, `${seed} stop`));
    at.stripe().hooks.intercept = () => 'silence';
    const stop = new AbortController();
    const swept = sweepNow(connections().pool, { trigger: 'schedule', signal: stop.signal });
    await at.stripe().hooks.requests.reach(1);
    stop.abort();
    await swept;
    expect(await inbox.prisma().sweepState.findFirstOrThrow()).toMatchObject({ error: null });
    expect(await inbox.prisma().sweepRun.count({ where: { finishedAt: null } })).toBe(1);
  });

  it('begins with what came first to the inbox, not with 30 days that were never meant for it', async () => {
    const old = makeEvents(20, `${seed} old`, { secondsAgo: 5 * 86_400 });
    const fresh = makeEvents(20, `${seed} fresh`, { secondsAgo: 3600 });
    at.happen([...old, ...fresh]);
    await storeEvents(fresh.slice(0, 1));
    await at.sweep();
    expect(await ids()).toEqual(new Set(fresh.map(({ id }) => id)));
  });
});

describe('A signed delivery after the sweep', () => {
  it('replaces the copy, counts as the first delivery, is a duplicate, and leaves the status', async () => {
    const event = buildEvent('payment_intent.succeeded', { seed: `${seed} signed` });
    at.happen([event]);
    await at.sweep({ since: daysAgo(1) });
    await inbox.prisma().webhookEvent.update({ where: { id: event.id }, data: { status: 'processed' } });
    const body = printEvent({ ...event, api_version: '2020-08-27', pending_webhooks: 2 } as never);

    for (const deliveries of [1, 2]) {
      const response = await POST(delivery(body));
      expect(await response.json()).toMatchObject({ id: event.id, duplicate: true });
      expect(await find(event.id)).toMatchObject({
        body,
        apiVersion: '2020-08-27',
        source: 'webhook',
        secretLabel: 'secret-1',
        status: 'processed',
        deliveries,
      });
    }
    const { verifiedAt, signatureHeader } = await find(event.id);
    expect([verifiedAt, signatureHeader]).not.toContain(null);
    await at.sweep({ since: daysAgo(1) });
    expect(await find(event.id)).toMatchObject({ body, source: 'webhook', deliveries: 2 });
  });

  it('is not undone by a second delivery with another body', async () => {
    const event = buildEvent('payment_intent.succeeded', { seed: `${seed} first` });
    const first = printEvent(event);
    await POST(delivery(first));
    await POST(delivery(printEvent({ ...event, pending_webhooks: 7 } as never)));
    expect(await find(event.id)).toMatchObject({ body: first, deliveries: 2 });
  });
});

describe('A worker', () => {
  it('sweeps when it starts and applies what it finds', async () => {
    const event = buildEvent('payment_intent.succeeded', { seed: `${seed} start` });
    at.happen([event]);
    const { startWorker } = await import('@/lib/worker/start-worker');
    const worker = startWorker({ url: inbox.url(), mode: 'process' });
    try {
      await until(async () => (await inbox.prisma().webhookEvent.count({ where: { status: 'processed' } })) === 1);
      expect(await find(event.id)).toMatchObject({ source: 'sweep', status: 'processed', attempts: 1 });
    } finally {
      await worker.stop();
    }
  });

  it('does without a key, and asks nobody', async () => {
    process.env.STRIPE_SECRET_KEY = '';
    resetEnv();
    try {
      await sweepNow(connections().pool, { trigger: 'schedule' });
    } finally {
      process.env.STRIPE_SECRET_KEY = 'sk_test_0123456789';
      resetEnv();
    }
    expect(at.stripe().hooks.requests.all).toEqual([]);
    expect(await inbox.prisma().sweepState.count()).toBe(0);
  });
});
