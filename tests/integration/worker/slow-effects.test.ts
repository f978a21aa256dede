import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { fulfilOrder } from '@/lib/effects/fulfilment/fulfil-order';
import { startWorker, type Worker } from '@/lib/worker/start-worker';
import { settled, until, useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

// The shop's own code, which here takes as long as the test wants.
vi.mock('@/lib/effects/fulfilment/fulfil-order', () => ({ fulfilOrder: vi.fn() }));

const inbox = useInbox();
let release = () => {};
let worker: Worker | undefined;

beforeEach(() => {
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  vi.mocked(fulfilOrder).mockReset();
  vi.mocked(fulfilOrder).mockImplementation(async () => {
    await released;
    return { by: 'test' };
  });
});
afterEach(async () => {
  release();
  await worker?.stop();
});

const start = (concurrency: number) => {
  worker = startWorker({ url: inbox.url(), mode: 'process', concurrency });
};
const statusOf = async ({ id }: { id: string }) =>
  (await inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id } })).status;

it('keeps slots for events while more fulfilments are slow than a worker has slots', async () => {
  const purchases = Array.from({ length: 12 }, () => buildEvent('payment_intent.succeeded'));
  await storeEvents(purchases);
  start(6);
  await until(async () => vi.mocked(fulfilOrder).mock.calls.length === 4, 'four fulfilments');
  await until(async () => (await Promise.all(purchases.map(statusOf))).every((status) => status === 'processed'));

  const other = buildEvent('payment_method.attached');
  await storeEvents([other]);
  await until(async () => (await statusOf(other)) === 'processed', 'the unrelated event');
  expect(fulfilOrder).toHaveBeenCalledTimes(4);

  release();
  await settled(inbox.prisma());
  expect(await inbox.prisma().effect.count({ where: { kind: 'fulfil', status: 'done' } })).toBe(12);
  expect(fulfilOrder).toHaveBeenCalledTimes(12);
});

it('runs effects in a worker of one slot', async () => {
  release();
  const purchase = buildEvent('payment_intent.succeeded');
  await storeEvents([purchase]);
  start(1);
  const where = { eventId: purchase.id, kind: 'fulfil', status: 'done' } as const;
  await until(async () => (await inbox.prisma().effect.count({ where })) === 1, 'the fulfilment');
});
