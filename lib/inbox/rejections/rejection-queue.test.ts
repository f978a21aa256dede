import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TokenBucket } from '../../kit/limits/token-bucket';
import type { RejectionToRecord } from './record-rejections';
import type { Refused } from './refused';
import { RejectionQueue } from './rejection-queue';

const refused = (change: Partial<Refused> = {}): Refused => ({
  code: 'invalid_signature',
  cause: 'unknown_secret',
  message: 'no',
  secretLabel: null,
  door: 'webhook',
  receivedAt: new Date(),
  header: 't=1,v1=a',
  userAgent: null,
  remoteAddress: null,
  body: 'garbage',
  isCut: false,
  declaredBytes: null,
  ...change,
});

/** A queue over a list instead of a database, which can be told to fail. */
function start() {
  const state = {
    batches: [] as RejectionToRecord[][],
    fails: false,
    busy: false,
    said: [] as string[],
    atOnce: 0,
    most: 0,
  };
  const queue = new RejectionQueue({
    newBucket: () => new TokenBucket({ burst: 20, perSecond: 1 }),
    diagnose: ({ cause, message }) => ({ cause, message, secretLabel: null, signed: false }),
    isBusy: () => state.busy,
    complain: (message) => state.said.push(message),
    async record(rows) {
      state.most = Math.max(state.most, ++state.atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      state.atOnce -= 1;
      if (state.fails) throw new Error('no database');
      state.batches.push(rows);
    },
  });
  const total = () => state.batches.flat().reduce((sum, { count }) => sum + count, 0);
  return { queue, state, total };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

test('records nothing before whoever noted it goes on', async () => {
  const { queue, state } = start();
  queue.add(refused());
  await Promise.resolve();
  expect(state.batches).toEqual([]);
  await queue.settle();
  expect(state.batches.flat()).toHaveLength(1);
});

test('keeps few whole and counts all, one statement at a time', async () => {
  const { queue, state, total } = start();
  for (let i = 0; i < 10_000; i++) queue.add(refused({ body: `garbage ${i}` }));
  await queue.flush();
  expect(state.most).toBe(1);
  expect(state.batches.flat()).toHaveLength(21);
  expect(total()).toBe(10_000);
});

test('hears of one cause while another floods', async () => {
  const { queue, state } = start();
  for (let i = 0; i < 1_000; i++) queue.add(refused());
  queue.add(refused({ cause: 'stale', code: 'timestamp_out_of_tolerance' }));
  await queue.settle();
  expect(state.batches.flat().filter(({ cause }) => cause === 'stale')).toHaveLength(1);
});

test('writes the sum by itself, every ten seconds', async () => {
  const { queue, state, total } = start();
  for (let round = 1; round <= 3; round++) {
    for (let i = 0; i < 100; i++) queue.add(refused());
    await queue.settle();
    await vi.advanceTimersByTimeAsync(10_000);
    await queue.settle();
    await vi.advanceTimersByTimeAsync(10_000);
    await queue.settle();
    expect(total()).toBe(round * 100);
  }
  expect(state.batches.flat().filter(({ likeness }) => likeness.startsWith('sum:')).length).toBeLessThanOrEqual(6);
});

test('drops the evidence and keeps the count while the database is away, and says so once', async () => {
  const { queue, state, total } = start();
  state.fails = true;
  for (let i = 0; i < 500; i++) queue.add(refused());
  await queue.flush();
  await queue.flush();
  expect(state.said).toEqual(['Rejected deliveries are not recorded, only counted: no database']);
  state.fails = false;
  await queue.flush();
  expect(total()).toBe(500);
  expect(state.batches.flat().map(({ likeness }) => likeness)).toEqual(['sum:unknown_secret:webhook']);
});

test('gives way to requests that wait for a connection, but not for ever', async () => {
  const { queue, state } = start();
  state.busy = true;
  queue.add(refused());
  const settled = queue.settle();
  await new Promise((resolve) => setImmediate(resolve));
  await vi.advanceTimersByTimeAsync(4_000);
  expect(state.batches).toEqual([]);
  await vi.advanceTimersByTimeAsync(10_000);
  await settled;
  expect(state.batches.flat()).toHaveLength(1);
});

test('holds few bodies, however large they are', async () => {
  const { queue, state, total } = start();
  const body = 'x'.repeat(1_000_000);
  for (let i = 0; i < 15; i++) queue.add(refused({ body }));
  await queue.flush();
  expect(state.batches.flat().filter(({ bodyPiece }) => bodyPiece !== null)).toHaveLength(4);
  expect(state.batches.flat()[0]?.bodyPiece).toHaveLength(8_000);
  expect(total()).toBe(15);
});

test('survives a diagnosis that throws', async () => {
  const { queue, state } = start();
  Object.assign((queue as unknown as { parts: object }).parts, {
    diagnose: () => {
      throw new Error('too strange');
    },
  });
  queue.add(refused());
  await queue.settle();
  expect(state.batches.flat()).toMatchObject([{ cause: 'unknown_secret', message: 'no' }]);
  expect(state.said[0]).toContain('too strange');
});
