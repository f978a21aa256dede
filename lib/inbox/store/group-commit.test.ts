import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GroupLimits, groupCommit, QueueFull } from './group-commit';
import type { EventToRecord, RecordedEvent } from './record-events';

const limits: GroupLimits = {
  groupEvents: 3,
  groupBytes: 1_000,
  waitingEvents: 5,
  waitingBytes: 5_000,
  // Nothing is waited for so long here: whoever is late is told so by a test of its own.
  patienceMs: 2_147_483_647,
  statements: 3,
};
const event = (id: string, bodyBytes = 1) => ({ id, bodyBytes }) as EventToRecord;

/** A store whose statements end when the test says so. */
function heldStore() {
  const statements: { ids: string[]; end(error?: Error): void }[] = [];
  const stored = new Map<string, number>();
  const write = (events: EventToRecord[]) =>
    new Promise<RecordedEvent[]>((resolve, reject) => {
      const ids = events.map(({ id }) => id);
      statements.push({
        ids,
        end(error) {
          if (error) return reject(error);
          const fresh = new Set(ids.filter((id) => !stored.has(id)));
          for (const id of ids) stored.set(id, (stored.get(id) ?? 0) + 1);
          resolve([...new Set(ids)].map((id) => ({ id, inserted: fresh.has(id), deliveries: stored.get(id) ?? 0 })));
        },
      });
    });
  return { write, statements, stored };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const refused = (code: string) => Object.assign(new Error(`refused ${code}`), { code });

describe('groupCommit', () => {
  it('lets the first leave at once, and those that come meanwhile share the next statement', async () => {
    const { write, statements } = heldStore();
    const record = groupCommit([write], limits);
    const first = record(event('a'));
    await turn();
    expect(statements.map(({ ids }) => ids)).toEqual([['a']]);
    const others = ['b', 'c'].map((id) => record(event(id)));
    await turn();
    expect(statements).toHaveLength(1);
    statements[0]?.end();
    await turn();
    expect(statements.map(({ ids }) => ids)).toEqual([['a'], ['b', 'c']]);
    statements[1]?.end();
    expect((await Promise.all([first, ...others])).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('lets a burst leave together', async () => {
    const { write, statements } = heldStore();
    const record = groupCommit([write], limits);
    const all = ['a', 'b', 'c'].map((id) => record(event(id)));
    await turn();
    expect(statements.map(({ ids }) => ids)).toEqual([['a', 'b', 'c']]);
    statements[0]?.end();
    await Promise.all(all);
  });

  it('answers each after its own commit, not before', async () => {
    const { write, statements } = heldStore();
    const record = groupCommit([write], limits);
    const answered: string[] = [];
    for (const id of ['a', 'b', 'c', 'd']) void record(event(id)).then(() => answered.push(id));
    await turn();
    expect(answered).toEqual([]);
    statements[0]?.end();
    await turn();
    expect(answered).toEqual(['a', 'b', 'c']);
    statements[1]?.end();
    await turn();
    expect(answered).toEqual(['a', 'b', 'c', 'd']);
  });

  it('does not wait for a statement that hangs, but runs no more of them than it may', async () => {
    const { write, statements } = heldStore();
    const record = groupCommit([write], { ...limits, groupEvents: 1, patienceMs: 1, statements: 2 });
    const all = ['hangs', 'b', 'c'].map((id) => record(event(id)));
    while (statements.length < 2) await turn();
    // The second hangs too, and its patience is over before this timer, which is younger.
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(statements.map(({ ids }) => ids)).toEqual([['hangs'], ['b']]);
    statements[1]?.end();
    expect(await all[1]).toMatchObject({ id: 'b' });
    expect(statements.map(({ ids }) => ids)).toEqual([['hangs'], ['b'], ['c']]);
    statements[0]?.end();
    statements[2]?.end();
    await Promise.all(all);
  });

  it('tells the first of an id that it is new, and the others that they are duplicates', async () => {
    const { write, statements } = heldStore();
    const record = groupCommit([write], limits);
    const twice = [record(event('a')), record(event('a'))];
    await turn();
    expect(statements).toHaveLength(1);
    statements[0]?.end();
    expect((await Promise.all(twice)).map(({ inserted }) => inserted)).toEqual([true, false]);
  });

  it('keeps a group within its number and bytes, and takes one that is larger by itself', async () => {
    const { write, statements } = heldStore();
    const record = groupCommit([write], limits);
    const sizes = [1, 600, 600, 1_500];
    const all = sizes.map((size, index) => record(event(`e${index}`, size)));
    for (let ended = 0; ended < 4; ended++) {
      await turn();
      statements[ended]?.end();
    }
    await Promise.all(all);
    expect(statements.map(({ ids }) => ids)).toEqual([['e0', 'e1'], ['e2'], ['e3']]);
  });

  it('refuses at once when too many wait, and takes more when there is room again', async () => {
    const { write, statements } = heldStore();
    const record = groupCommit([write], limits);
    const running = record(event('a'));
    await turn();
    const all = ['b', 'c', 'd', 'e', 'f'].map((id) => record(event(id)));
    await expect(record(event('g'))).rejects.toThrow(QueueFull);
    statements[0]?.end();
    await turn();
    const late = record(event('h'));
    statements[1]?.end();
    await turn();
    statements[2]?.end();
    await Promise.all([running, ...all, late]);
  });

  it('fails a refused row alone', async () => {
    const written: string[] = [];
    const record = groupCommit(
      [
        async (events) => {
          await turn();
          if (events.some(({ id }) => id === 'bad')) throw refused('22021');
          written.push(...events.map(({ id }) => id));
          return events.map(({ id }) => ({ id, inserted: true, deliveries: 1 }));
        },
      ],
      { ...limits, groupEvents: 10, waitingEvents: 10 },
    );
    const ids = ['first', 'a', 'b', 'bad', 'c', 'd'];
    const outcomes = await Promise.allSettled(ids.map((id) => record(event(id))));
    expect(outcomes.map(({ status }) => status)).toEqual(ids.map((id) => (id === 'bad' ? 'rejected' : 'fulfilled')));
    expect(written.sort()).toEqual(['a', 'b', 'c', 'd', 'first']);
  });

  it('fails all of a group whose connection was lost, and asks no further', async () => {
    let statements = 0;
    const record = groupCommit(
      [
        async () => {
          statements++;
          await turn();
          throw refused('57P01');
        },
      ],
      limits,
    );
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((id) => record(event(id))));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(statements).toBe(1);
  });

  it('gives the next write what one left out, and answers what was stored meanwhile', async () => {
    const [fresh, any] = [heldStore(), heldStore()];
    const record = groupCommit([(events) => fresh.write(events.filter(({ id }) => id !== 'known')), any.write], limits);
    const [a, known, again] = [record(event('a')), record(event('known')), record(event('a'))];
    await turn();
    expect(fresh.statements.map(({ ids }) => ids)).toEqual([['a', 'a']]);
    fresh.statements[0]?.end();
    expect(await a).toMatchObject({ id: 'a', inserted: true });
    expect(any.statements.map(({ ids }) => ids)).toEqual([['known', 'a']]);
    any.stored.set('known', 1).set('a', 1);
    any.statements[0]?.end();
    expect(await Promise.all([known, again])).toMatchObject([
      { id: 'known', inserted: false, deliveries: 2 },
      { id: 'a', inserted: false, deliveries: 2 },
    ]);
  });

  it('fails alone what the last write did not store, and what only that one refuses', async () => {
    const record = groupCommit(
      [
        async (events) =>
          events.filter(({ id }) => id === 'new').map(({ id }) => ({ id, inserted: true, deliveries: 1 })),
        async (events) => {
          if (events.some(({ id }) => id === 'bad')) throw refused('23514');
          return events.filter(({ id }) => id === 'known').map(({ id }) => ({ id, inserted: false, deliveries: 2 }));
        },
      ],
      { ...limits, groupEvents: 10, waitingEvents: 10 },
    );
    const outcomes = await Promise.allSettled(['new', 'bad', 'known', 'lost'].map((id) => record(event(id))));
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: { inserted: true } },
      { status: 'rejected', reason: { message: 'refused 23514' } },
      { status: 'fulfilled', value: { inserted: false } },
      { status: 'rejected', reason: { message: 'PostgreSQL did not confirm that it stored lost' } },
    ]);
  });

  it('settles every request once, whatever comes, fails and repeats', async () => {
    const request = fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd', 'bad'),
      bodyBytes: fc.integer({ max: 900, min: 1 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(request, { maxLength: 40 }),
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(0, 1_000),
        async (requests, n, patienceMs) => {
          const seen = new Map<string, number>();
          let running = 0;
          const statement = async (events: EventToRecord[]) => {
            expect(++running).toBeLessThanOrEqual(n);
            await turn();
            running--;
            if (events.some(({ id }) => id === 'bad')) throw refused('23514');
          };
          const record = groupCommit(
            [
              async (events) => {
                await statement(events);
                const fresh = [...new Set(events.map(({ id }) => id))].filter((id) => !seen.has(id));
                for (const id of fresh) seen.set(id, 1);
                return fresh.map((id) => ({ id, inserted: true, deliveries: 1 }));
              },
              async (events) => {
                await statement(events);
                for (const { id } of events) seen.set(id, (seen.get(id) ?? 0) + 1);
                return [...seen].map(([id, deliveries]) => ({ id, inserted: false, deliveries }));
              },
            ],
            { ...limits, patienceMs, statements: n, waitingEvents: 100, waitingBytes: 100_000 },
          );
          const outcomes = await Promise.allSettled(requests.map(({ id, bodyBytes }) => record(event(id, bodyBytes))));
          for (const id of ['a', 'b', 'c', 'd']) {
            const answers = outcomes.filter((_, index) => requests[index]?.id === id);
            expect(answers.length).toBe(seen.get(id) ?? 0);
            const inserted = answers.filter((answer) => answer.status === 'fulfilled' && answer.value.inserted);
            expect(inserted.length).toBe(answers.length > 0 ? 1 : 0);
          }
          const bad = outcomes.filter((_, index) => requests[index]?.id === 'bad');
          expect(bad.every(({ status }) => status === 'rejected')).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
