/** Another way to write a body, which may be the one that was signed. `words` complete “The signature is right for …”. */
export type Rendering = { words: string; text: string };

const ascii = (text: string) =>
  text.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Ruby before json 2.10 breaks lines inside what is empty; Stripe writes Ruby. */
const rubyEmpties = (pretty: string) =>
  pretty.replace(/^( *)(.*?)(\{\}|\[\])(,?)$/gm, (_, indent, before, empty, comma) =>
    empty === '{}' ? `${indent}${before}{\n${indent}}${comma}` : `${indent}${before}[\n\n${indent}]${comma}`,
  );

const unicodeText = (text: string) =>
  text.replace(/\\u([0-9a-fA-F]{4})/g, (escaped, hex) => {
    const char = String.fromCharCode(Number.parseInt(hex, 16));
    return /["\\\p{Cc}]/u.test(char) ? escaped : char;
  });

/** What a proxy may do to a text without reading it as JSON, undone. */
function* textChanges(body: string): Generator<Rendering> {
  yield { words: 'this body without the white space around it', text: body.trim() };
  yield { words: 'this body with a line break at its end', text: `${body}\n` };
  yield { words: 'this body with LF line breaks', text: body.replaceAll('\r\n', '\n') };
  yield { words: 'this body with CRLF line breaks', text: body.replace(/\r?\n/g, '\r\n') };
  yield { words: 'this body behind a byte order mark', text: `\uFEFF${body}` };
  yield { words: 'this body with its slashes not escaped', text: body.replaceAll('\\/', '/') };
  yield { words: 'this body with its \\u escapes written as characters', text: unicodeText(body) };
  yield { words: 'this body with its characters beyond ASCII written as \\u escapes', text: ascii(body) };
  yield {
    words: 'this body read as UTF-8; on the way it was taken for Latin-1',
    text: Buffer.from(body, 'latin1').toString('utf8'),
  };
}

/** The same JSON as Stripe may have printed it, before somebody parsed it and wrote it again. */
function* jsonForms(value: unknown): Generator<Rendering> {
  const pretty = JSON.stringify(value, null, 2);
  const forms = [
    ...(pretty.length <= LENGTH_LIMIT
      ? [
          { words: 'the same JSON printed with two spaces, as Stripe sends it', text: pretty },
          { words: 'the same JSON printed with two spaces by Ruby, as Stripe sends it', text: rubyEmpties(pretty) },
        ]
      : []),
    { words: 'the same JSON on one line without spaces', text: JSON.stringify(value) },
  ];
  for (const { words, text } of forms) {
    yield { words, text };
    yield { words: `${words}, with a line break at its end`, text: `${text}\n` };
    yield { words: `${words}, with \\u escapes`, text: ascii(text) };
  }
}

function parse(body: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(body) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** An event is nested ten levels deep. Each level indents all that is inside: without a bound 60 KB become gigabytes. */
const DEPTH_LIMIT = 40;
const LENGTH_LIMIT = 262_144;

/** How deep a text is nested at the most. What stands inside strings counts too: enough for a bound. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [mark] of text.matchAll(/[[{\]}]/g)) {
    depth += mark === '[' || mark === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/**
 * Every other plausible way to write this body, each once. Costs some twenty copies of it: for small bodies only. What is
 * no event by its depth or its length is left out.
 */
export function* renderings(body: string): Generator<Rendering> {
  const seen = new Set([body]);
  const parsed = depthOf(body) > DEPTH_LIMIT ? null : parse(body.trim());
  for (const changes of [textChanges(body), parsed ? jsonForms(parsed.value) : []])
    for (const rendering of changes) {
      if (seen.has(rendering.text) || rendering.text.length > LENGTH_LIMIT) continue;
      seen.add(rendering.text);
      yield rendering;
    }
}

/** How a body is written, as far as one can tell: “It arrived …”. */
export function writtenLike(body: string): string {
  const parsed = depthOf(body) > DEPTH_LIMIT ? null : parse(body);
  if (!parsed) return 'as something that is no JSON';
  for (const [indent, words] of [
    [0, 'on one line, as JSON.stringify writes it'],
    [2, 'printed with two spaces'],
    [4, 'printed with four spaces'],
  ] as const)
    if (JSON.stringify(parsed.value, null, indent) === body) return words;
  if (!body.trim().includes('\n') && /": /.test(body))
    return 'on one line with spaces, as Python’s json.dumps writes it';
  return 'written in a way of its own';
}
