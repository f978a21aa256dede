/** A value of a JSON text where it stands: `start` and `end` are its place, so that it is shown and copied as it was sent. */
export type JsonNode = {
  kind: 'object' | 'array' | 'string' | 'number' | 'word';
  /** The key as it was sent, with its quotes and escapes. Null: the root, or an entry of an array. */
  key: string | null;
  start: number;
  end: number;
  children: JsonNode[];
};

const white = /[\t\n\r ]*/y;
const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;

/**
 * Reads a JSON text into its values, in one pass and without recursion: no nesting is too deep, and nothing is rounded,
 * unescaped or lost, not even a key that stands there twice. Null: it is no JSON.
 */
export function parseJsonTree(text: string): JsonNode | null {
  const root: JsonNode = { kind: 'array', key: null, start: 0, end: text.length, children: [] };
  const open: JsonNode[] = [];
  let at = skip(white, text, 0);
  for (;;) {
    const parent = open.at(-1) ?? root;
    const last = text[at];
    if (open.length > 0 && (last === '}' || last === ']') && (parent.kind === 'object') === (last === '}')) {
      // Behind a comma another value has to follow.
      if (text[at - 1] === ',' || behindComma(text, at)) return null;
      open.pop();
      parent.end = ++at;
    } else {
      let key: string | null = null;
      if (parent.kind === 'object') {
        const keyEnd = endOfString(text, at);
        if (keyEnd === -1) return null;
        key = text.slice(at, keyEnd);
        at = skip(white, text, keyEnd);
        if (text[at] !== ':') return null;
        at = skip(white, text, at + 1);
      }
      const node = readValue(text, at, key);
      if (!node) return null;
      parent.children.push(node);
      at = node.end;
      if (node.kind === 'object' || node.kind === 'array') {
        open.push(node);
        at = skip(white, text, at);
        continue;
      }
    }
    at = skip(white, text, at);
    if (open.length === 0) return at === text.length ? (root.children[0] ?? null) : null;
    if (text[at] === ',') at = skip(white, text, at + 1);
    else if (text[at] !== '}' && text[at] !== ']') return null;
  }
}

/** A value at this place. Of an object or array, only its bracket: `end` is right once it is closed. */
function readValue(text: string, at: number, key: string | null): JsonNode | null {
  const node = (kind: JsonNode['kind'], end: number): JsonNode => ({ kind, key, start: at, end, children: [] });
  const first = text[at];
  if (first === '{') return node('object', at + 1);
  if (first === '[') return node('array', at + 1);
  if (first === '"') {
    const end = endOfString(text, at);
    return end === -1 ? null : node('string', end);
  }
  const numberEnd = skip(number, text, at);
  if (numberEnd > at) return node('number', numberEnd);
  const wordEnd = skip(word, text, at);
  return wordEnd > at ? node('word', wordEnd) : null;
}

/** Where the pattern, which is sticky, stops to match. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The place behind the quote that closes the string at `at`. -1: there is no string. */
function endOfString(text: string, at: number): number {
  if (text[at] !== '"') return -1;
  for (let i = at + 1; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x5c) i++;
    else if (unit === 0x22) return i + 1;
  }
  return -1;
}

function behindComma(text: string, at: number): boolean {
  let i = at - 1;
  while (i >= 0 && /[\t\n\r ]/.test(text[i] as string)) i--;
  return text[i] === ',';
}

/** What a string or a key says, escapes resolved. As it stands where it cannot be read. */
export function readString(raw: string): string {
  try {
    return String(JSON.parse(raw));
  } catch {
    return raw;
  }
}

/** The value of an object under a key; the last one, as for every reader of JSON. */
export function childOf(node: JsonNode | null | undefined, name: string): JsonNode | null {
  if (node?.kind !== 'object') return null;
  return node.children.findLast(({ key }) => key !== null && readString(key) === name) ?? null;
}
