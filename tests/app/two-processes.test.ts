import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { type App, startApp } from '../../harness/app';
import { deliver, delivery } from '../../harness/deliveries';
import { settled, until, useInbox } from '../../harness/inbox';

const inbox = useInbox();
let apps: [App, App];

beforeAll(async () => {
  // A payment told alone would wait for the link with its invoice.
  const start = () => startApp(inbox.url(), { FULFILL_LINK_WAIT_SECONDS: '0' });
  apps = await Promise.all([start(), start()]);
});
afterAll(() => Promise.all(apps.map((app) => app.end())));

describe('two app processes on one database', () => {
  it('turn 200 deliveries of one event at the same moment into one event, one job, one order', async () => {
    const prisma = inbox.prisma();
    const event = buildEvent('payment_intent.succeeded');
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => deliver((apps[i % 2] as App).url, event)));

    expect(answers.map(({ status }) => status)).toEqual(Array(200).fill(200));
    expect(answers.filter(({ json }) => json.duplicate === false)).toHaveLength(1);
    await until(
      async () => (await prisma.effect.findFirst({ where: { eventId: event.id } }))?.status === 'done',
      'the fulfilment',
    );
    const row = await prisma.webhookEvent.findUniqueOrThrow({
      where: { id: event.id },
      include: { attemptRecords: true },
    });
    expect(row).toMatchObject({ deliveries: 200, attempts: 1, status: 'processed' });
    expect(row.attemptRecords).toHaveLength(1);
    expect(await prisma.order.count()).toBe(1);
    expect(await prisma.effect.findMany()).toMatchObject([{ status: 'done', attempts: 1 }]);
  });

  it('apply 20 purchases, all events at once and each of them twice, to 20 fulfilled orders', async () => {
    const prisma = inbox.prisma();
    const before = await prisma.order.count();
    const events = Array.from({ length: 20 }, () => buildScenario('purchase')).flat();
    const twice = [...events, ...events].sort(() => Math.random() - 0.5);
    const answers = await Promise.all(twice.map((event, i) => deliver((apps[i % 2] as App).url, event)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await settled(prisma);
    const orders = await prisma.order.findMany({ include: { effects: true } });
    expect(orders).toHaveLength(before + 20);
    expect(orders.every(({ status, fulfilledAt }) => status === 'paid' && fulfilledAt !== null)).toBe(true);
    expect(orders.every(({ effects }) => effects.length === 1 && effects[0]?.attempts === 1)).toBe(true);
  });
});

describe('the door of the production build', () => {
  it.each(['/api/webhook', '/api/webhook/', '/webhook', '/webhook/'])(
    'answers %s directly, without a redirect',
    async (path) => {
      const url = `${apps[0].url}${path}`;
      const body = printEvent(buildEvent('charge.succeeded'));
      const response = await fetch(delivery(body, { url }), { redirect: 'manual' });
      expect(response.status).toBe(200);
      const refused = await fetch(url, { redirect: 'manual' });
      expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST']);
    },
  );

  it('stops reading a body without a Content-Length at the limit, and takes a good event after it', async () => {
    const chunk = new Uint8Array(65_536);
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += chunk.length;
        if (sent > 50_000_000) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const answer = fetch(`${apps[0].url}/api/webhook`, {
      method: 'POST',
      body: endless,
      headers: { 'stripe-signature': `t=1,v1=${'a'.repeat(64)}` },
      duplex: 'half',
    } as RequestInit).then(
      (response) => response.status,
      () => 'cut',
    );
    // The server answers before it has read all, and may then cut what still comes.
    expect([413, 'cut']).toContain(await answer);
    expect(sent).toBeLessThan(50_000_000);
    expect((await deliver(apps[0].url, buildEvent('charge.succeeded'))).status).toBe(200);
  });

  it('says that the connection ends with the 413, so that nobody sends a good event into it', async () => {
    const socket = connect(Number(new URL(apps[0].url).port), '127.0.0.1');
    const chunk = 'x'.repeat(65_536);
    socket.write(
      `POST /api/webhook HTTP/1.1\r\nhost: a\r\nstripe-signature: t=1,v1=${'a'.repeat(64)}\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    for (let sent = 0; sent < 2_600_000; sent += chunk.length) socket.write(`10000\r\n${chunk}\r\n`);
    let answer = '';
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('error', () => {}); // The server may reset what it no longer reads.
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/connection: close/i);
  });

  it('answers 413 to a declared length over the limit', async () => {
    const response = await fetch(delivery('x'.repeat(1_048_577), { url: `${apps[0].url}/api/webhook` }));
    expect(response.status).toBe(413);
  });

  it('refuses the secret of the simulator', async () => {
    const { simulatorSecret } = await import('@/lib/stripe/local-secrets');
    const { status } = await deliver(apps[0].url, buildEvent('charge.succeeded'), { secret: simulatorSecret() });
    expect(status).toBe(400);
  });

  it('is healthy, with both workers', async () => {
    const headers = { cookie: (await apps[0].signIn('viewer')).cookie };
    await until(async () => {
      const health = (await (await fetch(`${apps[0].url}/api/health`, { headers })).json()) as { workers: number };
      return health.workers === 2;
    }, 'both heartbeats');
    const stranger = await fetch(`${apps[0].url}/api/health`);
    expect(await stranger.json()).toEqual({ status: 'ok', database: 'ok' });
    const response = await fetch(`${apps[0].url}/api/health`, { headers });
    expect(await response.json()).toMatchObject({
      status: 'ok',
      problems: [],
      database: 'ok',
      migrations: { pending: [] },
    });
  });
});
