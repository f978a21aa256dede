import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resetEnv } from '../kit/env';
import { connectionsOf, connectionsPerProcess, type ProcessKind, poolSizeSet, shareConnections } from './pool-sizes';

function set(variables: Record<string, string>): void {
  for (const name of ['DATABASE_POOL_SIZE', 'DATABASE_URL']) vi.stubEnv(name, variables[name] ?? '');
  resetEnv();
}

beforeEach(() => set({}));
afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

describe('pool sizes', () => {
  it.each([
    ['inline', { app: 10, worker: 9, watch: 1, jobs: 6 }],
    ['external', { app: 9, worker: 0, watch: 1, jobs: 0 }],
    ['serverless', { app: 5, worker: 0, watch: 0, jobs: 0 }],
    ['process', { app: 0, worker: 9, watch: 1, jobs: 6 }],
  ] as [ProcessKind, object][])('of %s are as usual where nothing is said', (kind, shares) => {
    expect(shareConnections(kind)).toEqual(shares);
  });

  it.each([
    ['inline', 100, 20],
    ['inline', 8, 6],
    ['inline', 5, 6],
    ['external', 8, 3],
    ['process', 8, 4],
    ['serverless', 8, 3],
    ['serverless', 100, 5],
  ] as [ProcessKind, number, number][])('of %s fit %i allowed connections: %i', (kind, allowed, size) => {
    expect(connectionsOf(kind, { allowed })).toBe(size);
  });

  it('leave room for each part, whatever the number', () => {
    for (let size = 2; size <= 60; size++) {
      set({ DATABASE_POOL_SIZE: String(size) });
      const { app, worker, watch, jobs } = shareConnections('inline');
      expect(app + worker + watch).toBe(Math.max(6, size));
      expect(app).toBeGreaterThanOrEqual(2);
      // One listens, and one is for what the worker itself asks.
      expect(worker - jobs).toBeGreaterThanOrEqual(2);
      expect(jobs).toBeGreaterThanOrEqual(1);
      expect(jobs).toBeLessThanOrEqual(6);
    }
  });

  it('are those of DATABASE_POOL_SIZE, else of connection_limit in the URL', () => {
    const url = 'postgresql://me:pw@host/db?connection_limit=7';
    set({ DATABASE_URL: url });
    expect([poolSizeSet(), connectionsOf('external', { allowed: 100 })]).toEqual([
      { size: 7, by: 'connection_limit' },
      7,
    ]);
    set({ DATABASE_URL: url, DATABASE_POOL_SIZE: '30' });
    expect([connectionsOf('external'), connectionsPerProcess(false, 100)]).toEqual([30, 30]);
    expect(shareConnections('inline')).toEqual({ app: 20, worker: 9, watch: 1, jobs: 6 });
  });

  it('follow the jobs that a worker is asked for', () => {
    expect(shareConnections('process', 20)).toEqual({ app: 0, worker: 23, watch: 1, jobs: 20 });
    expect(shareConnections('process', 2)).toEqual({ app: 0, worker: 5, watch: 1, jobs: 2 });
    set({ DATABASE_POOL_SIZE: '8' });
    expect(shareConnections('process', 20)).toEqual({ app: 0, worker: 7, watch: 1, jobs: 5 });
  });
});
