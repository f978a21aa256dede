import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { type JsonNode, parseJsonTree } from './json-tree';
import { idIn, showUnseen } from './payload-hints';
import { type PayloadTree, planTree, type TreeRow, treeLimits } from './payload-tree';

const plan = (value: unknown): PayloadTree => {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return planTree(text, parseJsonTree(text) as JsonNode);
};

/** The row at a path of keys and places. */
function at(tree: PayloadTree, ...path: (string | number)[]): TreeRow {
  let row = tree.root;
  for (const step of path) {
    const label = typeof step === 'string' ? JSON.stringify(step) : step;
    row = row.children.find((child) => child.label === label) ?? fail(`no ${step}`);
  }
  return row;
}
const fail = (message: string): never => {
  throw new Error(message);
};
const all = (row: TreeRow): TreeRow[] => [row, ...row.children.flatMap(all)];

describe('The tree of a payload', () => {
  it('says what amounts and times mean, in the currency next to them', () => {
    const tree = plan({
      created: 1_780_000_000,
      data: {
        object: { amount: 1099, currency: 'jpy', lines: [{ amount: 5, fee: 7 }], other: { currency: 'kwd', total: 5 } },
      },
      interval_count: 1_780_000_000,
      unit_amount_decimal: '1099',
    });
    expect(at(tree, 'created').hint).toBe('28 May 2026, 20:26:40 UTC');
    expect(at(tree, 'data', 'object', 'amount').hint).toBe('¥1,099');
    expect(at(tree, 'data', 'object', 'lines', 0, 'fee').hint).toBe('¥7');
    expect(at(tree, 'data', 'object', 'other', 'total').hint?.replace('\u00a0', ' ')).toBe('KWD 0.005');
    expect(at(tree, 'interval_count').hint).toBeNull();
  });

  it('sets what was before beside what is now, at any depth', () => {
    const object = { status: 'active', metadata: { a: '2', same: 'x' }, items: [1, 2], plan: null };
    const previous_attributes = { status: 'past_due', metadata: { a: '1', gone: 'y' }, items: [1], plan: { id: 'p' } };
    const tree = plan({ data: { object, previous_attributes } });
    expect(at(tree, 'data', 'object', 'status').was).toBe('"past_due"');
    expect(at(tree, 'data', 'object', 'metadata', 'a').was).toBe('"1"');
    expect(at(tree, 'data', 'object', 'metadata', 'same').was).toBeNull();
    expect(at(tree, 'data', 'object', 'items').was).toBe('[ 1 entry ]');
    expect(at(tree, 'data', 'object', 'plan').was).toBe('{ 1 key }');
    expect(at(tree, 'data', 'previous_attributes', 'status').now).toBe('"active"');
    expect(at(tree, 'data', 'previous_attributes', 'metadata', 'gone').now).toBe('nothing');
  });

  it('links every id of an event, and no client secret', () => {
    const event = buildEvent('payment_intent.succeeded', { seed: 'ids' });
    const ids = all(plan(event).root).flatMap(({ id }) => id ?? []);
    expect(ids).toEqual(expect.arrayContaining([event.data.object.id, event.data.object.customer]));
    expect(ids.filter((id) => id.includes('secret'))).toEqual([]);
    expect(idIn('pi_3abcdefgh12345_secret_abcdef')).toBeNull();
    expect(idIn('requires_confirmation')).toBeNull();
  });

  it('keeps every value’s text, and shows all of it up to the limit', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify({ data: { object: value } });
        const tree = plan(text);
        expect(tree.complete).toBe(true);
        for (const { raw, start, end } of all(tree.root)) if (raw !== null) expect(text.slice(start, end)).toBe(raw);
      }),
    );
  });

  it.each([
    ['a million entries', `[${'1,'.repeat(999_999)}1]`],
    ['many lists of many', JSON.stringify(Array(300).fill(Array(300).fill(Array(10).fill(0))))],
    ['a nesting of 100,000', `{"a":${'['.repeat(100_000)}1${']'.repeat(100_000)}}`],
    [
      '20,000 double keys',
      `{"data":{"object":{${'"a":1,'.repeat(20_000)}"b":2},"previous_attributes":{${'"a":2,'.repeat(20_000)}"b":1}}}`,
    ],
    [
      'an invoice of a thousand lines',
      JSON.stringify({
        data: {
          object: { lines: { data: Array(1_000).fill({ id: 'il_1', amount: 1, period: { start: 1, end: 2 } }) } },
        },
      }),
    ],
  ])('stays within the limit: %s', (_, text) => {
    const tree = plan(text);
    expect(tree.rows).toBeLessThanOrEqual(treeLimits.rows);
    expect(all(tree.root)).toHaveLength(tree.rows);
    expect(tree.complete).toBe(false);
  });
});

describe('showUnseen', () => {
  it('names what nobody would see, and keeps the rest', () => {
    expect(showUnseen('a\u202Eb\u200b\u200bc')).toEqual([
      'a',
      { codes: 'U+202E' },
      'b',
      { codes: 'U+200B and 1 more' },
      'c',
    ]);
    expect(showUnseen('plain é 中 שלום')).toEqual(['plain é 中 שלום']);
  });

  it('stays bounded', () => {
    expect(showUnseen('x\u200b'.repeat(10_000)).length).toBeLessThan(50);
  });
});
