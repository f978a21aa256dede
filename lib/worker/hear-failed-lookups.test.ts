import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { log } from '../kit/log/log';
import { hearFailedLookups } from './hear-failed-lookups';

const warned = vi.spyOn(log(), 'warn').mockImplementation(() => {});
beforeEach(() => warned.mockClear());
afterEach(() => vi.useRealTimers());

const fail = (events: WorkerEvents, error: Error) => events.emit('worker:getJob:error', { error } as never);
const lost = (code: string) => Object.assign(new Error('prepared statement "get_job" does not exist'), { code });

test('says once in a while that no jobs can be looked for', () => {
  vi.useFakeTimers();
  const events: WorkerEvents = new EventEmitter();
  const heard = hearFailedLookups(events);
  for (let slot = 0; slot < 6; slot += 1) fail(events, new Error('permission denied for table _private_jobs'));
  expect(warned).toHaveBeenCalledTimes(1);
  expect(warned.mock.lastCall?.[1]).toContain('permission denied for table _private_jobs');
  vi.advanceTimersByTime(31_000);
  fail(events, new Error('permission denied for table _private_jobs'));
  expect(warned).toHaveBeenCalledTimes(2);
  expect(heard.lostStatements()).toBe(false);
});

test.each(['26000', '42P05'])('ends a pool whose prepared statements are unknown or another’s: %s', async (code) => {
  const events: WorkerEvents = new EventEmitter();
  const heard = hearFailedLookups(events);
  fail(events, lost(code));
  await heard.lost;
  expect(heard.lostStatements()).toBe(true);
});
