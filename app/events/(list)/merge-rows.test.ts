import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ListedEvent } from '@/lib/dashboard/events/queries';
import { type ListState, type LiveAnswer, mergeRows } from './merge-rows';

const row = (at: number, status: ListedEvent['status'] = 'pending'): ListedEvent => ({
  id: `evt_${String(at).padStart(4, '0')}`,
  type: 'charge.succeeded',
  account: null,
  livemode: false,
  createdAt: new Date(at),
  receivedAt: new Date(at),
  source: 'webhook',
  status,
  objectId: null,
  deliveries: 1,
  attempts: 0,
  lastError: null,
  nextAttemptAt: null,
  summary: null,
  redactedAt: null,
});

const state = (...times: number[]): ListState => ({ rows: times.map((at) => row(at)), older: null, waiting: null });
const idsOf = (rows: ListedEvent[] | undefined) => rows?.map(({ receivedAt }) => receivedAt.getTime());
const answer = (page: ListedEvent[] | null, rest: Partial<LiveAnswer> = {}): LiveAnswer => ({
  digest: 'x',
  rows: page,
  shown: [],
  older: null,
  fresh: 0,
  ...rest,
});

describe('mergeRows', () => {
  test('lets new rows in where the list may move', () => {
    expect(idsOf(mergeRows(state(2, 1), answer([row(3), row(2), row(1)], { fresh: 1 }), false).rows)).toEqual([
      3, 2, 1,
    ]);
  });

  test('leaves the rows where they are while somebody reads, changes their states and says how many wait', () => {
    const after = mergeRows(
      state(3, 2, 1),
      answer([row(5), row(4), row(3, 'processed')], { fresh: 2, shown: [row(2, 'failed'), row(1)] }),
      true,
    );
    expect(after.rows.map(({ receivedAt, status }) => [receivedAt.getTime(), status])).toEqual([
      [3, 'processed'],
      [2, 'failed'],
      [1, 'pending'],
    ]);
    expect(after.waiting?.count).toBe(2);
  });

  test('counts what is beyond the page, and a row that was committed late, behind newer ones', () => {
    expect(
      mergeRows(state(2, 1), answer([row(9), row(8)], { fresh: 70, shown: [row(2), row(1)] }), true).waiting?.count,
    ).toBe(70);
    const late = mergeRows(state(5, 3, 1), answer([row(5), row(4), row(3)], { shown: [row(1)] }), true);
    expect(late.waiting?.count).toBe(1);
    expect(idsOf(late.waiting?.rows)).toEqual([5, 4, 3]);
  });

  test('takes for new neither what fills the place of a row that left the filter nor what is gone', () => {
    const after = mergeRows(state(5, 4), answer([row(4), row(2)], { shown: [row(5, 'processed')] }), true);
    expect(after.waiting).toBeNull();
    expect(after.rows[0]?.status).toBe('processed');
  });

  test('on an older page only the states change', () => {
    const after = mergeRows(state(2, 1), answer(null, { shown: [row(2, 'failed'), row(1)] }), false);
    expect(after.rows.map(({ status }) => status)).toEqual(['failed', 'pending']);
    expect(after.waiting).toBeNull();
  });

  test('in the end shows the newest rows without a gap, whatever the order of commits and whoever holds it when', () => {
    const limit = 5;
    const steps = fc.array(fc.record({ commits: fc.array(fc.nat(200), { maxLength: 8 }), held: fc.boolean() }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(steps, (moves) => {
        const stored = new Set<number>();
        let list = state();
        for (const { commits, held } of [...moves, { commits: [], held: false }]) {
          for (const at of commits) stored.add(at);
          const newest = [...stored].sort((a, b) => b - a);
          const page = newest.slice(0, limit).map((at) => row(at));
          const here = new Set(page.map(({ id }) => id));
          const shown = list.rows.filter(({ id }) => !here.has(id));
          const top = list.rows[0]?.receivedAt.getTime() ?? -1;
          const fresh = newest.filter((at) => at > top).length;
          const before = idsOf(list.rows);
          list = mergeRows(list, answer(page, { shown, fresh }), held);
          if (held) expect(idsOf(list.rows)).toEqual(before);
          // What is above the last row shown and not shown is told of.
          const missing = newest.filter((at) => !list.rows.some(({ receivedAt }) => receivedAt.getTime() === at));
          const bottom = list.rows.at(-1)?.receivedAt.getTime() ?? -1;
          const above = missing.filter((at) => at > top).length;
          if (held && above > 0) expect(list.waiting?.count).toBeGreaterThanOrEqual(above);
          if (!held) expect(missing.filter((at) => at > bottom)).toEqual([]);
        }
        expect(idsOf(list.rows)).toEqual([...stored].sort((a, b) => b - a).slice(0, limit));
      }),
    );
  });
});
