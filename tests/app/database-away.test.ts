import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildEvent } from '@/lib/simulator/build';
import { type App, startApp } from '../support/app';
import { deliver } from '../support/deliveries';
import { until, useInbox } from '../support/inbox';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy';

const inbox = useInbox();
let proxy: TcpProxy;
let app: App;

beforeAll(async () => {
  proxy = await startTcpProxy(inbox.url());
  app = await startApp(proxy.url);
});
afterAll(async () => {
  await app.end();
  await proxy.close();
});

it('answers 503 with Retry-After while the database is away, and recovers by itself with its worker', async () => {
  const first = buildEvent('payment_intent.succeeded');
  const lost = buildEvent('payment_intent.succeeded');
  const statusOf = async (id: string) => (await inbox.prisma().webhookEvent.findUnique({ where: { id } }))?.status;
  expect((await deliver(app.url, first)).status).toBe(200);
  await until(async () => (await statusOf(first.id)) === 'processed', 'the first event');

  await proxy.cut();
  const refused = await fetch(`${app.url}/api/health`);
  expect([refused.status, ((await refused.json()) as { status: string }).status]).toEqual([503, 'unhealthy']);
  const { status, json } = await deliver(app.url, lost);
  expect([status, (json.error as { code: string }).code]).toEqual([503, 'storage_unavailable']);
  expect(await statusOf(lost.id)).toBeUndefined();

  await proxy.open();
  await until(async () => (await deliver(app.url, lost)).status === 200, 'the door');
  await until(async () => (await statusOf(lost.id)) === 'processed', 'the worker');
  await until(
    async () => ((await (await fetch(`${app.url}/api/health`)).json()) as { status: string }).status === 'ok',
    'good health',
  );
});
