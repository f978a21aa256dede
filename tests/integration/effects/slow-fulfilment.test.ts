import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type Connections, connect, connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { fulfilOrder } from '@/lib/effects/fulfilment/fulfil-order';
import { runEffect } from '@/lib/worker/run-effect';
import { applyEvents, effectOf, firstTry, runEffectOf } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';

// The shop's own code, which here takes as long as the test wants.
vi.mock('@/lib/effects/fulfilment/fulfil-order', () => ({ fulfilOrder: vi.fn() }));

const inbox = useInbox();
let worker: Connections;
beforeAll(() => {
  worker = connect(inbox.url(), { max: 4, name: 'worker' });
});
afterAll(() => worker.close());
beforeEach(() => void vi.mocked(fulfilOrder).mockReset());
afterEach(() => void vi.useRealTimers());

const MINUTE = 60_000;

/** An order's fulfilment that is under way, on a clock that the test moves. */
async function begin(call: (signal: AbortSignal) => Promise<Record<string, string>>) {
  const event = buildEvent('payment_intent.succeeded');
  await applyEvents([event]);
  const { key } = await effectOf(event, 'fulfil');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let ended: Promise<Error | null> = Promise.resolve(null);
  await new Promise<void>((called) => {
    vi.mocked(fulfilOrder).mockImplementationOnce((_order, { signal }) => {
      called();
      return call(signal);
    });
    ended = runEffect(worker.prisma, key, firstTry).then(
      () => null,
      (error: Error) => error,
    );
  });
  return { event, key, ended: () => ended };
}

it('calls a fulfilment of nine minutes once, and records it', async () => {
  let release = (_: Record<string, string>) => {};
  const { event, key, ended } = await begin(
    () =>
      new Promise((resolve) => {
        release = resolve;
      }),
  );
  // A second run waits for the first, which is still at it.
  const second = runEffect(worker.prisma, key, firstTry);
  const waiting = "select from pg_locks where locktype = 'advisory' and not granted";
  while ((await connections().pool.query(waiting)).rowCount === 0);
  await vi.advanceTimersByTimeAsync(9 * MINUTE);
  release({ shipment: 'late' });
  expect(await ended()).toBeNull();
  await second;
  expect(fulfilOrder).toHaveBeenCalledTimes(1);
  const effect = await effectOf(event, 'fulfil');
  expect(effect).toMatchObject({ status: 'done', attempts: 1, result: { shipment: 'late' } });
  const order = await inbox.prisma().order.findUniqueOrThrow({ where: { id: effect.orderId ?? '' } });
  expect(order.fulfilledAt).not.toBeNull();
});

it('gives up on one that hangs after ten minutes, tells it so, and tries it again', async () => {
  let told: AbortSignal | undefined;
  const { event, ended } = await begin((signal) => {
    told = signal;
    return new Promise(() => {});
  });
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect((await ended())?.message).toBe('fulfilOrder did not end within 10 minutes');
  expect(told?.aborted).toBe(true);
  expect(await effectOf(event, 'fulfil')).toMatchObject({ status: 'retrying', lastError: (await ended())?.message });

  vi.useRealTimers();
  vi.mocked(fulfilOrder).mockResolvedValueOnce({ shipment: 'second' });
  expect(await runEffectOf(event, 'fulfil')).toMatchObject({ status: 'done', result: { shipment: 'second' } });
});

it('outlives a server that ends idle transactions', async () => {
  const event = buildEvent('payment_intent.succeeded');
  await applyEvents([event]);
  const { key } = await effectOf(event, 'fulfil');
  const url = `${inbox.url()}?options=-c%20idle_in_transaction_session_timeout%3D100`;
  const impatient = connect(url, { max: 2, name: 'test' });
  vi.mocked(fulfilOrder).mockImplementationOnce(async () => {
    await connections().pool.query('select pg_sleep(0.5)');
    return { shipment: 'idle' };
  });
  try {
    await runEffect(impatient.prisma, key, firstTry);
  } finally {
    await impatient.close();
  }
  expect(await effectOf(event, 'fulfil')).toMatchObject({ status: 'done', result: { shipment: 'idle' } });
});
