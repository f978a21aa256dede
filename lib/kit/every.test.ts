import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { every } from './every';
import { log } from './log/log';

/** Work that ends when its signal aborts. */
function slowWork() {
  const ends: (() => void)[] = [];
  return { ends, work: vi.fn(() => new Promise<void>((resolve) => ends.push(resolve))) };
}

beforeEach(() => {
  vi.spyOn(log(), 'warn').mockImplementation(() => {});
  vi.spyOn(log(), 'debug').mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

it('works at once, again after each interval, and no more once it is stopped', async () => {
  const work = vi.fn(async () => {});
  const periodic = every(1, 'count', work);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(2));
  await periodic.stop();
  work.mockClear();
  await new Promise((resolve) => setImmediate(resolve));
  expect(work).not.toHaveBeenCalled();
});

it('begins no round before the last is over, and waits for that one when it is stopped', async () => {
  const { ends, work } = slowWork();
  const periodic = every(0, 'count', work);
  let stopped = false;
  const stop = periodic.stop().then(() => {
    stopped = true;
  });
  await Promise.resolve();
  expect({ stopped, rounds: work.mock.calls.length }).toEqual({ stopped: false, rounds: 1 });
  ends[0]?.();
  await stop;
  expect(work).toHaveBeenCalledTimes(1);
});

it('tells what went wrong, and goes on', async () => {
  const error = new Error('no connection');
  const work = vi.fn(async () => {}).mockRejectedValueOnce(error);
  const periodic = every(1, 'count', work);
  await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(1));
  await periodic.stop();
  expect(log().warn).toHaveBeenCalledExactlyOnceWith({ err: error }, 'Could not count: no connection');
});

it('runs once more at the end if asked to, and logs its error at the same level', async () => {
  const { ends, work } = slowWork();
  const periodic = every(60_000, 'count', work, { lastly: true, level: 'debug' });
  const stop = periodic.stop();
  work.mockRejectedValueOnce(new Error('closed'));
  ends[0]?.();
  await stop;
  expect(work).toHaveBeenCalledTimes(2);
  expect(log().debug).toHaveBeenCalledOnce();
  expect(log().warn).not.toHaveBeenCalled();
});

it('hands on the signal, and asks for the interval after each round', async () => {
  const signals: AbortSignal[] = [];
  const interval = vi.fn(() => 60_000);
  const periodic = every(interval, 'count', (signal) => signals.push(signal));
  await vi.waitFor(() => expect(interval).toHaveBeenCalledOnce());
  expect(signals[0]?.aborted).toBe(false);
  await periodic.stop();
  expect(signals[0]?.aborted).toBe(true);
});
