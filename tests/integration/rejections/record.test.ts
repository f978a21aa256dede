import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { POST as postThin } from '@/app/api/webhook/thin/route';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { flushRejections } from '@/lib/inbox/rejections/note-rejection';
import { KEPT_REJECTIONS, type RejectionToRecord, recordRejections } from '@/lib/inbox/rejections/record-rejections';
import { resetEnv } from '@/lib/kit/env';
import { checkReachability } from '@/lib/ops/doctor/reachability/check-reachability';
import { delivery, newSecret, sign, testSecret } from '../../../harness/deliveries';
import { startDoor } from '../../../harness/door';
import { holdTable } from '../../../harness/hold-table';
import { useInbox } from '../../../harness/inbox';

const retired = newSecret();
const inbox = useInbox({ WEBHOOK_MAX_BODY_BYTES: '400000' });
const rows = () => inbox.prisma().rejectedDelivery.findMany({ orderBy: { cause: 'asc' } });
const body = () => printEvent(buildEvent('charge.succeeded'));
const seconds = () => Math.floor(Date.now() / 1000);

/** Forgets the process's queue with its buckets, so that each test starts with full ones. */
beforeEach(async () => {
  configure(testSecret);
  await flushRejections();
  Reflect.deleteProperty(globalThis, Symbol.for('hookwell.rejections'));
  await inbox.prisma().rejectedDelivery.deleteMany();
});
afterEach(() => configure(testSecret));

function configure(secrets: string): void {
  process.env.STRIPE_WEBHOOK_SECRET = secrets;
  resetEnv();
}

async function refused(request: Request, door = POST): Promise<number> {
  const { status } = await door(request);
  await flushRejections();
  return status;
}

describe('a refused delivery', () => {
  it('is kept with its cause, its claims and its evidence, and not as an event', async () => {
    const event = buildEvent('charge.succeeded');
    const sent = printEvent(event);
    const header = sign(sent);
    const compact = JSON.stringify(event);
    expect(await refused(delivery(compact, { header }))).toBe(400);
    const [row] = await rows();
    expect(row).toMatchObject({
      code: 'invalid_signature',
      cause: 'reserialised',
      door: 'webhook',
      signed: true,
      secretLabel: 'secret-1',
      count: 1,
      claimedEventId: event.id,
      claimedType: 'charge.succeeded',
      claimedLivemode: false,
      signatureHeader: header,
      bodySha256: createHash('sha256').update(compact).digest('hex'),
      bodyBytes: Buffer.byteLength(compact),
      bodyPiece: compact,
      userAgent: 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      remoteAddress: null,
      dismissedAt: null,
    });
    expect(await inbox.prisma().webhookEvent.count()).toBe(0);
    const { rows: jobs } = await connections().pool.query('select 1 from hookwell_worker.jobs');
    expect(jobs).toEqual([]);
  });

  it.each([
    ['missing_header', () => delivery(body(), { header: null })],
    ['malformed_header', () => delivery(body(), { header: 'v1=abc' })],
    ['stale', () => delivery(body(), { at: seconds() - 400 })],
    [
      'reserialised',
      () => {
        const text = body();
        return delivery(JSON.stringify(JSON.parse(text), null, 4), { header: sign(text) });
      },
    ],
    ['retired_secret', () => delivery(body(), { secret: retired })],
    ['unknown_secret', () => delivery(body(), { secret: newSecret() })],
    ['empty_body', () => delivery('', { header: sign(' ') })],
    ['too_large', () => delivery(' '.repeat(400_001))],
    ['not_an_event', () => delivery('{"id":"pi_1"}')],
    ['not_configured', () => delivery(body())],
    [
      'cut_off',
      () =>
        new Request('http://127.0.0.1/api/webhook', {
          method: 'POST',
          duplex: 'half',
          body: new ReadableStream({ pull: (controller) => controller.error(new Error('aborted')) }),
        } as RequestInit),
    ],
    [
      'not_utf8',
      () => {
        const latin1 = Buffer.from('{"id":"evt_1","name":"Müller"}', 'latin1');
        return new Request('http://127.0.0.1/api/webhook', {
          method: 'POST',
          body: latin1,
          headers: { 'stripe-signature': sign('x'), 'content-length': String(latin1.length) },
        });
      },
    ],
  ] as [string, () => Request][])('is kept as %s', async (cause, request) => {
    configure(cause === 'not_configured' ? '' : `${testSecret},summer:${retired}:retired`);
    await refused(request());
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ cause, count: 1 });
    expect(row?.message).toMatch(/\w{3} \w/);
    expect(row?.message).not.toMatch(/whsec_\w/);
  });

  it('is told no more than before: its sender learns nothing from the evidence', async () => {
    const text = body();
    const answers = await Promise.all(
      [
        delivery(JSON.stringify(JSON.parse(text)), { header: sign(text) }),
        delivery(text, { secret: newSecret() }),
        delivery(`${text} `, { header: sign(text) }),
      ].map(async (request) => (await POST(request)).text()),
    );
    expect(new Set(answers).size).toBe(1);
    await flushRejections();
    expect((await rows()).map(({ cause }) => cause)).toEqual(['reserialised', 'unknown_secret']);
  });

  it('says at which door it came', async () => {
    await refused(delivery(body(), { header: null, url: 'http://127.0.0.1/api/webhook/thin/' }), postThin);
    expect(await rows()).toMatchObject([{ door: 'thin' }]);
  });

  it('is one row with the tries after it, and shows the newest', async () => {
    const text = body();
    const secret = newSecret();
    const newest = seconds();
    for (const at of [newest - 20, newest - 10, newest]) await refused(delivery(text, { secret, at }));
    await refused(delivery(body(), { secret }));
    const kept = await rows();
    expect(kept.map(({ count }) => count).sort()).toEqual([1, 3]);
    const tries = kept.find(({ count }) => count === 3);
    expect(tries?.lastSeenAt.getTime()).toBeGreaterThan(tries?.receivedAt.getTime() ?? 0);
    expect(tries?.signatureHeader).toContain(`t=${newest},`);
  });

  it('is open again when it comes again after it was dismissed', async () => {
    const text = body();
    await refused(delivery(text, { header: null }));
    await inbox.prisma().rejectedDelivery.updateMany({ data: { dismissedAt: new Date() } });
    await refused(delivery(text, { header: null }));
    expect(await rows()).toMatchObject([{ dismissedAt: null, count: 2 }]);
  });

  it('keeps what PostgreSQL refuses in text, cleaned and cut', async () => {
    const evil = JSON.stringify({ id: 'x\u0000\ud800', type: `<b>${'y'.repeat(5_000)}`, pad: 'z'.repeat(50_000) });
    await refused(delivery(evil, { header: `t=1,v1=${'a'.repeat(9_000)}` }));
    const [row] = await rows();
    expect(row?.claimedEventId).toBe('x\ufffd\ufffd');
    expect(row?.claimedType).toHaveLength(200);
    expect(row?.bodyPiece).toHaveLength(8_000);
    expect(row?.signatureHeader).toHaveLength(1_000);
  });

  it('is not one that was signed in the future: that is accepted, as Stripe’s libraries do', async () => {
    expect(await refused(delivery(body(), { at: seconds() + 3_600 }))).toBe(200);
    expect(await rows()).toEqual([]);
    await inbox.prisma().webhookEvent.deleteMany();
  });

  it('of a wrong method is no delivery: nothing is kept', async () => {
    const { GET } = await import('@/app/api/webhook/route');
    GET(new Request('http://127.0.0.1/api/webhook'));
    await flushRejections();
    expect(await rows()).toEqual([]);
  });
});

it('the doctor’s own questions leave nothing behind', async () => {
  const door = await startDoor();
  const url = `${door.url}/api/webhook`;
  for (const secret of [testSecret, newSecret()])
    await checkReachability({ url, secrets: [{ label: 'shop', secret }], toleranceSeconds: 300 });
  await door.stop();
  await flushRejections();
  expect(await rows()).toEqual([]);
});

describe('the table', () => {
  const made = (cause: RejectionToRecord['cause'], n: number): RejectionToRecord => ({
    likeness: `${cause} ${n}`,
    code: 'invalid_signature',
    cause,
    message: 'made by a test',
    door: 'webhook',
    signed: false,
    count: 1,
    receivedAt: new Date(1_700_000_000_000 + n * 1_000),
    claimedEventId: null,
    claimedType: null,
    claimedLivemode: null,
    signatureHeader: null,
    secretLabel: null,
    bodySha256: null,
    bodyBytes: null,
    bodyPiece: null,
    userAgent: null,
    remoteAddress: null,
  });

  it('never holds more than its bound; a flood pushes out its own kind, the oldest first', async () => {
    const { pool } = connections();
    await recordRejections(
      pool,
      Array.from({ length: 30 }, (_, n) => made('stale', n)),
    );
    for (let from = 0; from < 3_000; from += 100)
      await recordRejections(
        pool,
        Array.from({ length: 100 }, (_, n) => made('unknown_secret', 1_000 + from + n)),
      );
    const kept = await rows();
    expect(kept).toHaveLength(KEPT_REJECTIONS);
    expect(kept.filter(({ cause }) => cause === 'stale')).toHaveLength(30);
    const flood = kept.filter(({ cause }) => cause === 'unknown_secret').map(({ likeness }) => likeness);
    expect(flood).toContain('unknown_secret 3999');
    expect(flood).not.toContain('unknown_secret 3000');
  });

  it('forgets dismissed ones first', async () => {
    const { pool } = connections();
    await recordRejections(
      pool,
      Array.from({ length: 10 }, (_, n) => made('stale', 9_000 + n)),
    );
    await inbox.prisma().rejectedDelivery.updateMany({ data: { dismissedAt: new Date() } });
    await recordRejections(
      pool,
      Array.from({ length: KEPT_REJECTIONS }, (_, n) => made('unknown_secret', n)),
    );
    expect(await inbox.prisma().rejectedDelivery.count({ where: { cause: 'stale' } })).toBe(0);
  });

  it('takes what several processes bring at once without a deadlock', async () => {
    const { pool } = connections();
    const all = Array.from({ length: 40 }, (_, n) => made('stale', n));
    await Promise.all(Array.from({ length: 8 }, (_, i) => recordRejections(pool, i % 2 ? all : [...all].reverse())));
    expect((await rows()).map(({ count }) => count)).toEqual(Array(40).fill(8));
  });

  it('that somebody holds slows no delivery, good or bad', async () => {
    const held = await holdTable(inbox.url(), 'rejected_deliveries');
    const text = body();
    expect((await POST(delivery(text, { header: null }))).status).toBe(400);
    await held.somebodyWaits();
    const { waitingCount } = connections().pool;
    expect(waitingCount).toBe(0);
    for (let i = 0; i < 30; i++) {
      expect((await POST(delivery(body(), { header: null }))).status).toBe(400);
      expect((await POST(delivery(body()))).status).toBe(200);
    }
    await held.release();
    await flushRejections();
    expect((await rows()).reduce((sum, { count }) => sum + count, 0)).toBe(31);
  });
});
