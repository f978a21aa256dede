import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { type App, startApp } from '../../harness/app';
import { deliver } from '../../harness/deliveries';
import { until, useInbox } from '../../harness/inbox';
import { type MailServer, startMailServer } from '../../harness/mail-server';
import { startTcpProxy, type TcpProxy } from '../../harness/tcp-proxy';

const inbox = useInbox();
let proxy: TcpProxy;
let app: App;
let mails: MailServer;
const posts: { type: string; data: { id: string; message: string } }[] = [];
const receiver = createServer(async (request, response) => {
  posts.push(JSON.parse(await text(request)));
  response.writeHead(204).end();
});

beforeAll(async () => {
  mails = await startMailServer();
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  proxy = await startTcpProxy(inbox.url());
  app = await start('inline');
});
const start = (WORKER: string) =>
  startApp(proxy.url, {
    WORKER,
    SMTP_URL: mails.url(),
    EMAIL_FROM: 'shop@example.com',
    ALERT_EMAILS: 'ann@example.com',
    ALERT_WEBHOOK_URL: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/alerts`,
    ALERT_WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
  });
afterAll(async () => {
  await app.end();
  await proxy.close();
  await mails.close();
  receiver.close();
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

it.each(['inline', 'external'])(
  'tells by mail and webhook that deliveries are refused, without the database, once, and that it is over: WORKER=%s',
  {
    timeout: 120_000,
  },
  async (worker) => {
    const door = worker === 'inline' ? app : await start(worker);
    mails.received.splice(0);
    posts.splice(0);
    const told = () => mails.received.filter(({ subject }) => subject?.includes('Deliveries are refused'));
    await proxy.cut();
    for (let sent = 0; sent < 3; sent++)
      expect((await deliver(door.url, buildEvent('payment_intent.succeeded'))).status).toBe(503);
    await until(async () => told().length > 0 && posts.length > 0, 'the mail and the webhook', 60_000);
    expect(told()[0]?.text).toMatch(/3 deliveries were answered 503, because nothing could be stored/);
    expect(told()[0]?.recipients).toEqual(['ann@example.com']);
    expect((await deliver(door.url, buildEvent('payment_intent.succeeded'))).status).toBe(503);

    await proxy.open();
    const last = buildEvent('payment_intent.succeeded');
    await until(async () => (await deliver(door.url, last)).status === 200, 'the door');
    await until(async () => told().length > 1 && posts.length > 1, 'the news that it is over', 60_000);
    expect(told().map(({ subject }) => subject)).toEqual([
      'Hookwell: Deliveries are refused',
      'Hookwell: Over: Deliveries are refused',
    ]);
    expect(posts.map(({ type }) => type)).toEqual(['alert.opened', 'alert.resolved']);
    expect(new Set(posts.map(({ data }) => data.id)).size).toBe(1);
    if (door !== app) expect(await door.end()).toBe(0);
  },
);
