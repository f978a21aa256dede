import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childOf, type JsonNode, parseJsonTree, readString } from './json-tree';

/** The value that a tree stands for, read from the places it names. */
function readBack(node: JsonNode, text: string): unknown {
  if (node.kind === 'array') return node.children.map((child) => readBack(child, text));
  if (node.kind !== 'object') return JSON.parse(text.slice(node.start, node.end));
  const entries = node.children.map((child) => [readString(child.key ?? ''), readBack(child, text)] as const);
  return Object.fromEntries(entries);
}

const indents = fc.constantFrom(undefined, 2, '\t', 0);

describe('parseJsonTree', () => {
  it('finds every value where it stands, however the text is printed', () => {
    fc.assert(
      fc.property(fc.jsonValue(), indents, (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const tree = parseJsonTree(text) as JsonNode;
        expect(readBack(tree, text)).toEqual(JSON.parse(text));
        expect(text.slice(tree.start, tree.end)).toBe(text);
      }),
    );
  });

  it('takes what JSON.parse takes, and nothing else', () => {
    const parts = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\"',
      '1',
      '-',
      '1.5e3',
      'null',
      'nul',
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (tokens) => {
        const text = tokens.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        // A number with a leading zero or a raw line break in a string is let through: it is shown as it stands.
        if (valid) expect(parseJsonTree(text)).not.toBeNull();
        else if (!/\d\s*\d|"[^"]*\n/.test(text)) expect(parseJsonTree(text)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps numbers, escapes and double keys as they were sent', () => {
    const text = '{"n": 1.10, "big": 12345678901234567890, "s": "caf\\u00e9\\ud800", "n": 2, "__proto__": {"x": 1}}';
    const tree = parseJsonTree(text) as JsonNode;
    const raw = tree.children.map(({ key, start, end }) => [key, text.slice(start, end)]);
    expect(raw).toEqual([
      ['"n"', '1.10'],
      ['"big"', '12345678901234567890'],
      ['"s"', '"caf\\u00e9\\ud800"'],
      ['"n"', '2'],
      ['"__proto__"', '{"x": 1}'],
    ]);
    expect(childOf(tree, 'n')?.start).toBe(text.indexOf('2, "__proto__'));
    expect(childOf(tree, 'toString')).toBeNull();
  });

  it('reads a nesting of 100,000 and a string of a million characters', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(parseJsonTree(deep)?.end).toBe(200_000);
    const long = `"${'\\"x'.repeat(350_000)}"`;
    expect(parseJsonTree(long)?.end).toBe(long.length);
  });
});
