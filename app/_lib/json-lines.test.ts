import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indentJson, toJsonLines } from './json-lines';

const kinds = (text: string) =>
  toJsonLines(text)
    ?.flat()
    .filter(({ kind }) => kind)
    .map(({ kind, text: run }) => `${kind} ${run}`);

describe('toJsonLines', () => {
  test('tells keys, strings, numbers and words apart', () => {
    expect(kinds('{\n  "a": "b: c",\n  "n": -1.5e3,\n  "t": [true, null]\n}')).toEqual([
      'k "a"',
      's "b: c"',
      'k "n"',
      'n -1.5e3',
      'k "t"',
      'w true',
      'w null',
    ]);
  });

  test('is not fooled by quotes, markup and words inside strings', () => {
    expect(kinds('{"a": "\\"x\\": <script>1 null</script>"}')).toEqual([
      'k "a"',
      's "\\"x\\": <script>1 null</script>"',
    ]);
  });

  test('keeps every character, JSON or not', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => JSON.stringify(JSON.parse(json), null, 2)),
        ),
        (text) => {
          const lines = toJsonLines(text);
          expect(lines?.map((line) => line.map((run) => run.text).join('')).join('\n')).toBe(text);
        },
      ),
    );
  });

  test('leaves what is too large or too deep to plain text', () => {
    expect(toJsonLines(JSON.stringify('x'.repeat(100_001)))).toBeNull();
    expect(toJsonLines('['.repeat(3_000) + ']'.repeat(3_000))).toBeNull();
    expect(toJsonLines('\n'.repeat(4_000))).toBeNull();
  });
});

describe('indentJson', () => {
  test('breaks one line as Stripe would', () => {
    const value = { id: 'evt_1', empty: {}, none: [], list: [1, { a: 'b, c: {d}' }], text: 'x' };
    expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  });

  test('leaves a text that has lines, and numbers that JSON would round', () => {
    expect(indentJson('{\n"a":1}')).toBe('{\n"a":1}');
    expect(indentJson('{"a":9007199254740993.10}')).toBe('{\n  "a": 9007199254740993.10\n}');
  });

  test('never changes the value', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(JSON.parse(indentJson(json))).toEqual(JSON.parse(json));
      }),
    );
  });
});
