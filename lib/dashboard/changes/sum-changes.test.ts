import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from './queries';
import { sumChanges } from './sum-changes';

type Step = Pick<Change, 'operation' | 'before' | 'after'> & { objectId?: string };
const changes = (...steps: Step[]): Change[] =>
  steps.map(({ objectId = 'ord_1', ...step }, at) => ({
    id: BigInt(at),
    table: 'orders',
    objectId,
    orderId: null,
    createdAt: new Date(0),
    currency: 'eur',
    event: { id: 'evt_1', type: 't', summary: null },
    ...step,
  }));

describe('sumChanges', () => {
  it('shows a row that was made and settled as made, with what it was left at', () => {
    const [row] = sumChanges(
      changes(
        { operation: 'insert', before: null, after: { status: 'pending', amount: 5, note: null } },
        { operation: 'update', before: { status: 'pending' }, after: { status: 'paid' } },
      ),
    );
    expect(row).toMatchObject({ outcome: 'created', steps: 2, currency: 'eur' });
    expect(row?.fields).toEqual([
      { field: 'status', old: null, new: 'paid' },
      { field: 'amount', old: null, new: 5 },
    ]);
  });

  it('leaves out what went back and what was only passing by', () => {
    expect(
      sumChanges(
        changes(
          { operation: 'update', before: { a: 1 }, after: { a: 2 } },
          { operation: 'update', before: { a: 2 }, after: { a: 1 } },
          { operation: 'insert', before: null, after: { a: 1 }, objectId: 'ord_2' },
          { operation: 'delete', before: { a: 1 }, after: null, objectId: 'ord_2' },
        ),
      ),
    ).toEqual([]);
  });

  it('marks what was removed, with what it held', () => {
    const [row] = sumChanges(changes({ operation: 'delete', before: { a: 1, b: null }, after: null }));
    expect(row).toMatchObject({ outcome: 'deleted', fields: [{ field: 'a', old: 1, new: null }] });
  });

  it('is the difference between the first state and the last, however many steps lie between', () => {
    const state = fc.record({
      a: fc.nat(2),
      b: fc.constantFrom('x', 'y', null),
      c: fc.constantFrom({ d: 1 }, { d: 2 }),
    });
    fc.assert(
      fc.property(fc.array(state, { minLength: 2, maxLength: 6 }), (states) => {
        const steps = states.slice(1).flatMap((next, at) => {
          const prior = states[at] as Record<string, unknown>;
          const differing = Object.entries(next).filter(
            ([key, value]) => JSON.stringify(prior[key]) !== JSON.stringify(value),
          );
          if (differing.length === 0) return [];
          return [
            {
              operation: 'update' as const,
              before: Object.fromEntries(differing.map(([key]) => [key, prior[key]])),
              after: Object.fromEntries(differing),
            },
          ];
        });
        const fields = sumChanges(changes(...steps)).flatMap((row) => row.fields);
        const left = { ...states[0], ...Object.fromEntries(fields.map(({ field, new: value }) => [field, value])) };
        expect(left).toEqual(states.at(-1));
        for (const { field, old } of fields) expect(old).toEqual((states[0] as Record<string, unknown>)[field]);
      }),
    );
  });
});
