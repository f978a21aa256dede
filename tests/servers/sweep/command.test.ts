import { describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { useInbox } from '../../../harness/inbox';
import { startScript } from '../../../harness/processes';
import { storeEvents } from '../../../harness/store-event';
import { makeEvents, TEST_KEY, useStripe } from '../../../harness/sweep';

const inbox = useInbox();
const at = useStripe();

const start = (args: string[], env: Record<string, string> = {}) =>
  startScript('scripts/sweep.ts', args, {
    DATABASE_URL: inbox.url(),
    STRIPE_SECRET_KEY: TEST_KEY,
    STRIPE_API_BASE_URL: at.stripe().url,
    ...env,
  });

async function run(args: string[], env?: Record<string, string>) {
  const child = start(args, env);
  return { code: await child.exited, output: child.output(), data: child.data() };
}

describe('npm run sweep', () => {
  it('is killed in the middle, and finishes with the next run: all there, none doubled', async () => {
    const events = makeEvents(600, 'crash', { types: ['charge.succeeded'] });
    at.happen(events);
    await storeEvents(events.filter((_, index) => index % 10 !== 0));
    let calls = 0;
    at.stripe().hooks.intercept = () => (++calls === 4 ? 'silence' : undefined);
    const first = start(['--since', '30d']);
    await at.stripe().hooks.requests.reach(4);
    expect(await first.end('SIGKILL')).toBeNull();
    const before = await inbox.prisma().sweepRun.findFirstOrThrow();
    expect(before).toMatchObject({ pages: 3, seen: 300, present: 270, healed: 30, finishedAt: null });

    const { code, output } = await run(['--since', '30d']);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain('60 of 600 were missing');
    expect(output).toContain('left unfinished');
    const rows = await inbox.prisma().webhookEvent.findMany({ select: { id: true, source: true } });
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(events.map(({ id }) => id)));
    expect(rows.filter(({ source }) => source === 'sweep')).toHaveLength(60);
    expect(await inbox.prisma().healedEvent.count()).toBe(60);
    expect(await inbox.prisma().sweepState.findFirstOrThrow()).toMatchObject({ checked: 600n });
  });

  it('names what is missing with --dry-run and stores nothing', async () => {
    const events = makeEvents(3, 'dry');
    at.happen(events);
    await storeEvents(events.slice(1));
    const { code, data } = await run(['--since', '1h', '--dry-run', '--json']);
    expect(code).toBe(0);
    const [own] = JSON.parse(data);
    expect(own).toMatchObject({ account: null, seen: 3, missing: 1 });
    expect(own.events.filter((event: { missing: boolean }) => event.missing)).toMatchObject([{ id: events[0]?.id }]);
    expect(await inbox.prisma().webhookEvent.count()).toBe(2);
    expect(await inbox.prisma().sweepRun.count()).toBe(0);
  });

  it('lists with --undelivered what Stripe could not deliver', async () => {
    const events = makeEvents(4, 'undelivered');
    at.happen(events);
    await storeEvents(events);
    at.stripe().api.undelivered.add(String(events[2]?.id));
    const { code, output } = await run(['--undelivered']);
    expect(code).toBe(0);
    expect(output).toContain(String(events[2]?.id));
    expect(output).not.toContain(String(events[1]?.id));
    expect(output).toContain('1 events that Stripe could not deliver');
  });

  it('prints JSON for programs, of one account that no event came from', async () => {
    const event = buildEvent('charge.succeeded', { account: 'acct_1NewlyConnected' });
    at.happen([event]);
    const { code, data } = await run(['--since', '30d', '--account', 'acct_1NewlyConnected', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(data)).toMatchObject([
      {
        account: 'acct_1NewlyConnected',
        error: null,
        windows: [{ seen: 1, missing: 1, healed: [{ id: event.id, type: 'charge.succeeded' }] }],
      },
    ]);
  });

  it('says what to set without a key, and what is wrong with an argument', async () => {
    const noKey = await run([], { STRIPE_SECRET_KEY: '' });
    expect(noKey).toMatchObject({ code: 1 });
    expect(noKey.output).toContain('STRIPE_SECRET_KEY is not set');
    expect((await run(['--since', 'yesterday'])).output).toContain('--since takes 30d');
    expect((await run(['--help'])).output).toContain('--undelivered');
  });

  it('says why Stripe refuses the key, without the key', async () => {
    const key = 'sk_test_unknown0123456789';
    const { code, output } = await run([], { STRIPE_SECRET_KEY: key });
    expect(code).toBe(1);
    expect(output).toContain('Invalid API Key');
    expect(output).not.toContain(key);
  });
});
