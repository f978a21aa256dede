/** One run of text within a line: a key, a string, a number, a word (true, false, null), or what stands between. */
export type Token = { kind: 'k' | 's' | 'n' | 'w' | null; text: string };

/** Above these the text is shown without colours: the page would get heavy, and nobody reads it by eye. */
const colourLimit = { chars: 100_000, lines: 3_000, depth: 100 };

const token = /"(?:[^"\\\n]|\\.)*"(?=(\s*:)?)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b/g;

/**
 * The lines of a JSON text, exactly as it is stored, cut into coloured runs; joined with line breaks they are the text.
 * Null when the text is too large or too deep for that. Not recursive, so that no nesting is too deep for it.
 */
export function toJsonLines(text: string): Token[][] | null {
  if (text.length > colourLimit.chars || nestingOf(text) > colourLimit.depth) return null;
  const lines = text.split('\n');
  return lines.length > colourLimit.lines ? null : lines.map(tokenize);
}

function tokenize(line: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of line.matchAll(token)) {
    if (match.index > end) tokens.push({ kind: null, text: line.slice(end, match.index) });
    tokens.push({ kind: kindOf(match[0], match[1]), text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < line.length) tokens.push({ kind: null, text: line.slice(end) });
  return tokens;
}

function kindOf(text: string, colon: string | undefined): Token['kind'] {
  if (text.startsWith('"')) return colon === undefined ? 's' : 'k';
  return /^[-\d]/.test(text) ? 'n' : 'w';
}

/** How many brackets are open at most, strings left out. */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/g)) {
    if (mark === '{' || mark === '[') deepest = Math.max(deepest, ++depth);
    else if (mark === '}' || mark === ']') depth--;
  }
  return deepest;
}

/** Breaks a JSON text that came on one line, token by token: numbers, escapes and double keys stay as they were sent. */
export function indentJson(text: string): string {
  if (text.trim().includes('\n') || text.length > colourLimit.chars || nestingOf(text) > colourLimit.depth) return text;
  let depth = 0;
  const lineBreak = () => `\n${'  '.repeat(depth)}`;
  return text
    .trim()
    .replace(
      /"(?:[^"\\]|\\.)*"|(\{\s*\}|\[\s*\])|([[{])|([\]}])|(,)|(:)|\s+/g,
      (mark, empty, open, close, comma, colon) => {
        if (empty) return mark;
        if (open) {
          depth++;
          return mark + lineBreak();
        }
        if (close) {
          depth = Math.max(0, depth - 1);
          return lineBreak() + mark;
        }
        if (comma) return `,${lineBreak()}`;
        if (colon) return ': ';
        return mark.startsWith('"') ? mark : '';
      },
    );
}
