import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { KEPT_REJECTIONS } from '@/lib/inbox/rejections/record-rejections';
import { type App, startApp } from '../../harness/app';
import { deliver, sign } from '../../harness/deliveries';
import { newAgent, send } from '../../harness/fuzz/send';
import { settled, until, useInbox } from '../../harness/inbox';

const inbox = useInbox();
let app: App;

beforeAll(async () => {
  app = await startApp(inbox.url());
});
afterAll(() => app.end());

const CONNECTIONS = 64;
const GARBAGE = 20_000;
const GOOD = 300;

/** Different each time, so that none are alike; every way in which a delivery can be refused by its signature. */
function garbage(n: number) {
  const body = Buffer.from(`{"id": "evt_garbage${n}", "type": "charge.succeeded", "pad": "${'x'.repeat(n % 2_000)}"}`);
  const headers: [string, string][][] = [
    [],
    [['stripe-signature', 'nonsense']],
    [['stripe-signature', sign(`${n}`)]],
    [['stripe-signature', sign(body.toString(), undefined, 1_700_000_000)]],
  ];
  return { kind: 'post', path: '/api/webhook', headers: headers[n % 4] ?? [], body, chunked: false } as const;
}

it('garbage at full speed fills neither the table nor the log, and no good event is lost or late', {
  timeout: 300_000,
}, async () => {
  const agent = newAgent(CONNECTIONS);
  const answers = new Map<unknown, number>();
  let next = 0;
  const flood = Array.from({ length: CONNECTIONS }, async () => {
    while (next < GARBAGE) {
      const { status } = await send(app.url, garbage(next++), agent);
      answers.set(status, (answers.get(status) ?? 0) + 1);
    }
  });
  const events = Array.from({ length: GOOD }, () => buildEvent('payment_intent.succeeded'));
  for (const event of events) expect((await deliver(app.url, event)).status).toBe(200);
  await Promise.all(flood);
  agent.destroy();
  expect([...answers]).toEqual([[400, GARBAGE]]);

  const prisma = inbox.prisma();
  const stored = await prisma.webhookEvent.findMany({ select: { id: true, deliveries: true } });
  expect(stored.map(({ id }) => id).sort()).toEqual(events.map(({ id }) => id).sort());
  expect(stored.every(({ deliveries }) => deliveries === 1)).toBe(true);
  await settled(prisma);
  expect(await prisma.webhookEvent.count({ where: { status: 'processed' } })).toBe(GOOD);

  // Every single one is counted, in few rows: the ends of the sums come within their ten seconds.
  await until(async () => {
    const { _sum } = await prisma.rejectedDelivery.aggregate({ _sum: { count: true } });
    return _sum.count === GARBAGE;
  }, 'the count of the garbage');
  expect(await prisma.rejectedDelivery.count()).toBeLessThan(KEPT_REJECTIONS);
  const { rows } = await import('@/lib/db/client').then(({ connections }) =>
    connections().pool.query<{ bytes: string }>(
      `select pg_total_relation_size('hookwell.rejected_deliveries') as bytes`,
    ),
  );
  expect(Number(rows[0]?.bytes)).toBeLessThan(10_000_000);
  // pino's numbers: 40 is a warning. What the good events say is beside the point.
  const warnings = app
    .output()
    .split('\n')
    .filter((line) => /"level":[4-6]0/.test(line));
  expect(warnings.length).toBeGreaterThan(0);
  expect(warnings.length).toBeLessThan(600);
  expect(app.output()).toMatch(/… and rejected [\d,]+ more in the last 10 s/);
  expect(app.output()).not.toMatch(/timeout exceeded when trying to connect/);
});
