import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { listDeliveries } from '@/lib/dashboard/events/list-deliveries';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { type EventToRecord, MOST_DELIVERIES, recordEvents } from '@/lib/inbox/store/record-events';
import { toRecord } from '@/lib/inbox/store/to-record';
import { resetEnv } from '@/lib/kit/env';
import { readEvent } from '@/lib/stripe/read-event';
import { delivery, newSecret, testSecret } from '../../../harness/deliveries';
import { until, useInbox } from '../../../harness/inbox';

const inbox = useInbox();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const record = (events: EventToRecord[]) => recordEvents(connections().pool, events);

const deliveriesOf = async (id: string) =>
  (await listDeliveries(inbox.prisma(), id)).map(({ receivedAt: _, contradicts: __, ...row }) => row);

function made(id: string, over: Partial<EventToRecord> = {}): EventToRecord {
  const body = printEvent({ ...buildEvent('payout.paid', { seed: id }), id });
  const read = readEvent(JSON.parse(body));
  if (read.kind !== 'event') throw new Error('not an event');
  const provenance = { source: 'webhook', signatureHeader: null, secretLabel: 'shop', verifiedAt: new Date() } as const;
  return { ...toRecord(read.facts, body, provenance), ...over };
}

const copy = (id: string) => made(id, { source: 'sweep', secretLabel: null, verifiedAt: null });
const freshId = () => `evt_${randomBytes(10).toString('hex')}`;

describe('Deliveries', () => {
  afterEach(() => {
    process.env.STRIPE_WEBHOOK_SECRET = testSecret;
    resetEnv();
  });

  it('are kept one by one: when, by which endpoint’s secret, in which version, which bytes', async () => {
    const other = newSecret();
    process.env.STRIPE_WEBHOOK_SECRET = `${testSecret},billing:${other}`;
    resetEnv();
    const event = buildEvent('payout.paid');
    const bodies = [printEvent(event), printEvent({ ...event, api_version: '2024-06-20' })];
    await POST(delivery(bodies[0] as string));
    await POST(delivery(bodies[1] as string, { secret: other }));
    expect(await deliveriesOf(event.id)).toEqual([
      {
        number: 1,
        source: 'webhook',
        secretLabel: 'secret-1',
        bodySha256: sha256(bodies[0] as string),
        apiVersion: event.api_version,
      },
      {
        number: 2,
        source: 'webhook',
        secretLabel: 'billing',
        bodySha256: sha256(bodies[1] as string),
        apiVersion: '2024-06-20',
      },
    ]);
    const row = await inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id: event.id } });
    const [first, last] = await listDeliveries(inbox.prisma(), event.id);
    expect([first?.receivedAt, last?.receivedAt]).toEqual([row.receivedAt, row.lastDeliveredAt]);
  });

  it('leave no row for what the door refused', async () => {
    const event = buildEvent('payout.paid');
    const response = await POST(delivery(printEvent(event), { secret: newSecret() }));
    expect(response.status).toBe(400);
    expect(await deliveriesOf(event.id)).toEqual([]);
  });

  it('of one id within one batch have a row each', async () => {
    const [id, other] = [freshId(), freshId()];
    await record([made(id, { secretLabel: 'a' }), made(other), made(id, { secretLabel: 'b' })]);
    await record([made(id, { secretLabel: 'c' })]);
    expect((await deliveriesOf(id)).map(({ number, secretLabel }) => [number, secretLabel])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(await deliveriesOf(other)).toHaveLength(1);
  });

  it('mark the copy of a sweep, which stands before the deliveries that follow', async () => {
    const id = freshId();
    await record([copy(id)]);
    await record([made(id)]);
    await record([copy(id)]);
    expect((await deliveriesOf(id)).map(({ number, source, secretLabel }) => [number, source, secretLabel])).toEqual([
      [0, 'sweep', null],
      [1, 'webhook', 'shop'],
    ]);
  });

  it('are only counted from the hundred and first on', async () => {
    const id = freshId();
    await record(Array.from({ length: 98 }, () => made(id)));
    await record(Array.from({ length: 5 }, () => made(id)));
    await record([made(id)]);
    expect((await deliveriesOf(id)).map(({ number }) => number)).toEqual(
      Array.from({ length: MOST_DELIVERIES }, (_, at) => at + 1),
    );
    const row = await inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id } });
    expect(row.deliveries).toBe(104);
  });

  const textsOf = async (id: string) =>
    (await inbox.prisma().eventDelivery.findMany({ where: { eventId: id }, orderBy: { number: 'asc' } })).map(
      ({ body }) => body,
    );

  it('keep each text once, however often and in whatever batch it comes, and whatever is still awaited', async () => {
    const id = freshId();
    const [one, other] = ['{"a":1,"pending_webhooks": 2}', '{"b":1,"pending_webhooks": 2}'];
    const awaited = (text: string) => text.replace('2}', '1}');
    await record([made(id, { body: one })]);
    await record([made(id, { body: awaited(one) })]);
    await record([made(id, { body: other })]);
    await record([made(id, { body: awaited(other) }), made(id, { body: other }), made(id, { body: one })]);
    expect(await textsOf(id)).toEqual([one, null, other, null, null, null]);
    const twice = freshId();
    await record([made(twice, { body: one }), made(twice, { body: other }), made(twice, { body: awaited(other) })]);
    expect(await textsOf(twice)).toEqual([one, other, null]);
  });

  it.each([
    ['another text', made, [null, null]],
    ['the first signed text behind a copy', copy, [null, null]],
  ] as const)('bring nothing back that was redacted while they waited: %s', async (_, first, texts) => {
    const id = freshId();
    await record([first(id)]);
    const client = await connections().pool.connect();
    try {
      await client.query('begin');
      await client.query('update hookwell.webhook_events set redacted_at = now() where id = $1', [id]);
      await client.query('update hookwell.event_deliveries set body = null where event_id = $1', [id]);
      const waiting = record([made(id, { body: '{"other":"text"}' })]);
      await until(
        async () =>
          (
            await connections().pool.query('select from pg_locks where not granted and locktype = $1', [
              'transactionid',
            ])
          ).rowCount === 1,
        'the delivery to wait',
      );
      await client.query('commit');
      await waiting;
    } finally {
      client.release();
    }
    expect(await textsOf(id)).toEqual(texts);
  });

  it('are numbered without a gap, however they are spread over batches that run at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(3), { minLength: 1, maxLength: 8 }), { maxLength: 8 }),
        async (plan) => {
          const ids = Array.from({ length: 4 }, freshId);
          await Promise.all(plan.map((batch) => record(batch.map((at) => made(ids[at] as string)))));
          for (const [at, id] of ids.entries()) {
            const sent = plan.flat().filter((other) => other === at).length;
            const numbers = (await deliveriesOf(id)).map(({ number }) => number);
            expect(numbers).toEqual(Array.from({ length: sent }, (_, n) => n + 1));
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
