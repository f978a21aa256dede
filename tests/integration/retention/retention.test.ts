import { beforeEach, describe, expect, it } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { connections } from '@/lib/db/client';
import { buildScenario } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { replayEvent } from '@/lib/inbox/store/replay-event';
import { verifyAgain } from '@/lib/inbox/verify-again';
import { rebuild } from '@/lib/ops/rebuild/rebuild';
import type { Actor } from '@/lib/people/auth/roles';
import { changeSetting } from '@/lib/people/settings/change-setting';
import { payloadRetentionDays } from '@/lib/people/settings/payload-retention-days';
import { readSetting } from '@/lib/people/settings/read-setting';
import { previewRetention } from '@/lib/privacy/retention/preview-retention';
import { redactOld } from '@/lib/privacy/retention/redact-old';
import { previewReplay } from '@/lib/upkeep/replays/preview-replay';
import { startBatch } from '@/lib/upkeep/replays/start-batch';
import { applyEvents } from '../../../harness/apply-events';
import { delivery } from '../../../harness/deliveries';
import { useInbox } from '../../../harness/inbox';
import { expectNoFindings } from '../../../harness/invariants';
import { readStored, storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const admin: Actor = { id: 'usr_1', name: 'Ada', role: 'admin' };
const purchase = (seed: string) =>
  buildScenario('purchase', { seed, set: { 'data.object.email': `${seed}@example.com` } });

/** As if they had come so many days ago. */
const age = (ids: string[], days: number) =>
  inbox.prisma().$executeRaw`
    update hookwell.webhook_events set received_at = received_at - make_interval(days => ${days}::int) where id = any(${ids}::text[])`;
const keepFor = (days: string) => changeSetting(inbox.prisma(), payloadRetentionDays, days, admin);
const rowsOf = (ids: string[]) => Promise.all(ids.map((id) => readStored(inbox.prisma(), id)));
const money = () =>
  inbox.prisma()
    .$queryRaw`select currency, sum(amount), sum(amount_received), sum(amount_refunded), count(*) from hookwell.orders group by 1 order by 1`;

beforeEach(async () => {
  await inbox.prisma()
    .$executeRaw`truncate hookwell.webhook_events, hookwell.orders, hookwell.order_refs, hookwell.invoice_payments, hookwell.dispute_movements, hookwell.customers, hookwell.payment_methods, hookwell.effects, hookwell.settings cascade`;
});

describe('The retention', () => {
  it('keeps payloads for ever until an admin chooses otherwise, and takes only whole days', async () => {
    const events = purchase('forever');
    await applyEvents(events);
    await age(
      events.map(({ id }) => id),
      4_000,
    );
    expect(await redactOld(inbox.prisma())).toMatchObject({ events: 0 });
    for (const typed of ['0', '-1', '1.5', 'a year', '1e9']) expect(await keepFor(typed)).toMatchObject({ ok: false });
    expect(await keepFor('90')).toEqual({ ok: true });
    expect(await readSetting(inbox.prisma(), payloadRetentionDays)).toBe(90);
    expect(await keepFor('')).toEqual({ ok: true });
    expect(await readSetting(inbox.prisma(), payloadRetentionDays)).toBeNull();
  });

  it('redacts what is old and done, keeps the proof, and says nothing personal any more', async () => {
    const [old, young] = [purchase('retentionold'), purchase('retentionyoung')];
    const [waiting] = buildScenario('refund', { seed: 'waits' });
    if (!waiting) throw new Error('no event');
    await applyEvents([...old, ...young]);
    await storeEvents([waiting]);
    await age(
      [...old, waiting].map(({ id }) => id),
      100,
    );
    const [before, sums] = [await rowsOf(old.map(({ id }) => id)), await money()];
    await keepFor('90');
    expect(await previewRetention(inbox.prisma(), 90)).toMatchObject({ events: old.length });

    expect(await redactOld(inbox.prisma(), { batch: 2, batches: 1 })).toMatchObject({ events: 2, cutOff: true });
    expect(await redactOld(inbox.prisma(), { batch: 2 })).toMatchObject({ events: old.length - 2, cutOff: false });
    expect(await redactOld(inbox.prisma())).toMatchObject({ events: 0 });

    for (const row of await rowsOf(old.map(({ id }) => id))) {
      const was = before.find(({ id }) => id === row.id);
      expect(row.redactedAt).not.toBeNull();
      const { body: _, redactedAt: __, summary: ___, attemptRecords: ____, ...stays } = row;
      expect(was).toMatchObject(stays);
      expect(JSON.parse(row.body)).toMatchObject({ id: row.id, type: row.type, redacted: true });
      expect(verifyAgain(row, []).verdict).toEqual({ kind: 'redacted' });
    }
    const kept = JSON.stringify([
      (await rowsOf(old.map(({ id }) => id))).map(({ attemptRecords: _, ...row }) => row),
      await inbox
        .prisma()
        .eventAttempt.findMany({ where: { eventId: { in: old.map(({ id }) => id) } }, omit: { id: true } }),
      (await inbox.prisma().eventChange.findMany({ where: { eventId: { in: old.map(({ id }) => id) } } })).map(
        ({ before, after }) => [before, after],
      ),
    ]);
    expect(kept).not.toContain('@');
    expect(kept).not.toContain('last4');
    const untouched = await rowsOf([...young, waiting].map(({ id }) => id));
    expect(untouched.every(({ redactedAt }) => redactedAt === null)).toBe(true);
    expect(await money()).toEqual(sums);
    await expectNoFindings(inbox.prisma());
  });

  it('refuses to replay what it redacted, alone and in bulk, and a rebuild leaves it out', async () => {
    const [old, young] = [purchase('replayold'), purchase('replayyoung')];
    await applyEvents([...old, ...young]);
    await age(
      old.map(({ id }) => id),
      100,
    );
    await keepFor('90');
    await redactOld(inbox.prisma());
    const id = old[0]?.id ?? '';
    expect(await replayEvent(inbox.prisma(), id, admin)).toBe('redacted');
    expect(await rowsOf([id])).toMatchObject([{ status: 'processed' }]);
    const ids = (events: { id: string }[]) => events.map((event) => event.id);
    const all = { kind: 'ids', livemode: false, ids: ids([...old, ...young]) } as const;
    expect(await previewReplay(inbox.prisma(), all)).toMatchObject({ redacted: old.length });
    expect(await startBatch(inbox.prisma(), all, admin)).toMatchObject({ outcome: 'started', total: young.length });
    expect(await startBatch(inbox.prisma(), { ...all, ids: ids(old) }, admin)).toEqual({ outcome: 'empty' });

    const rows = await inbox.prisma().order.count();
    const report = await rebuild(inbox.url());
    expect(report).toMatchObject({ differences: 0, failed: [] });
    expect(report.leftOut.redacted.events).toBeGreaterThan(0);
    expect(await inbox.prisma().order.count()).toBe(rows);
  });

  it('counts a later delivery as a duplicate, which brings the payload not back, also over the sweep’s copy', async () => {
    const [event] = purchase('delivered');
    if (!event) throw new Error('no event');
    await applyEvents([event]);
    await inbox.prisma().webhookEvent.update({ where: { id: event.id }, data: { source: 'sweep' } });
    await age([event.id], 100);
    await keepFor('90');
    await redactOld(inbox.prisma());
    const [redacted] = await rowsOf([event.id]);
    const answer = await POST(delivery(printEvent(event)));
    expect(await answer.json()).toMatchObject({ received: true, duplicate: true });
    expect(await rowsOf([event.id])).toMatchObject([{ body: redacted?.body, status: 'processed', deliveries: 2 }]);
  });

  it('skips what somebody holds, and waits for nobody', async () => {
    const events = purchase('held');
    await applyEvents(events);
    await age(
      events.map(({ id }) => id),
      100,
    );
    await keepFor('90');
    const client = await connections().pool.connect();
    try {
      await client.query('begin');
      await client.query('select id from hookwell.webhook_events where id = $1 for update', [events[0]?.id]);
      expect(await redactOld(inbox.prisma())).toMatchObject({ events: events.length - 1 });
    } finally {
      await client.query('rollback');
      client.release();
    }
    expect(await redactOld(inbox.prisma())).toMatchObject({ events: 1 });
  });

  it('finds what is due by an index that holds nothing else', async () => {
    const client = await connections().pool.connect();
    // The table is small: what is asked for is whether the index can serve the query, in its order.
    await client.query(
      'begin; set local enable_seqscan = off; set local enable_sort = off; set local enable_bitmapscan = off',
    );
    const plan = await client.query<{ 'QUERY PLAN': string }>(`
      explain select id from hookwell.webhook_events where redacted_at is null and status in ('processed', 'ignored')
        and received_at < now() order by received_at, id limit 500 for no key update skip locked`);
    await client.query('rollback');
    client.release();
    const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('webhook_events_unredacted_idx');
    expect(text).not.toMatch(/Sort|Seq Scan/);
  });

  it('redacts old mails and pieces of refused deliveries', async () => {
    const at = new Date(Date.now() - 100 * 86_400_000);
    await inbox.prisma().mail.create({
      data: {
        effectKey: 'receipt:ord_old',
        livemode: false,
        recipient: 'ann@example.com',
        subject: 'Your receipt, Ann',
        html: '<p>Ann</p>',
        text: 'Ann',
        messageId: '<receipt.ord_old@example.com>',
        createdAt: at,
      },
    });
    await inbox.prisma().rejectedDelivery.create({
      data: {
        id: 'rej_old',
        likeness: 'old',
        code: 'invalid_signature',
        cause: 'unknown_secret',
        message: 'no',
        door: 'webhook',
        signed: false,
        count: 1,
        receivedAt: at,
        lastSeenAt: at,
        bodyPiece: '{"email":"ann@example.com"}',
        remoteAddress: '192.0.2.1',
      },
    });
    await keepFor('90');
    expect(await redactOld(inbox.prisma())).toMatchObject({ mails: 1, rejections: 1 });
    expect(await inbox.prisma().mail.findFirst()).toMatchObject({ recipient: '', html: '', text: '', createdAt: at });
    expect(await inbox.prisma().rejectedDelivery.findFirst()).toMatchObject({ bodyPiece: null, remoteAddress: null });
  });
});
