/** What a dump in pg_dump's plain format consists of. `rows` has to be read to its end before the next part is asked for. */
export type ScriptPart =
  | { kind: 'comment'; text: string }
  | { kind: 'statement'; sql: string }
  | { kind: 'copy'; sql: string; rows: AsyncIterable<Buffer> };

const NEWLINE = 10;
const END_OF_ROWS = Buffer.from('\\.\n');
/** Where one of these opens, the end of a line may not be the end of a statement. */
const OPENING = /--.*|\/\*|'|"|\$(?:[A-Za-z_]\w*)?\$/g;
const COPY = /^copy\s[^;]*\sfrom\s+stdin\s*;\s*$/i;

/** Lines with their ends, split at \n alone: what else Unicode calls a line end may stand within a row. */
async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let left: Buffer[] = [];
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      const line = chunk.subarray(from, at + 1);
      yield left.length > 0 ? Buffer.concat([...left, line]) : line;
      left = [];
      from = at + 1;
    }
    if (from < chunk.length) left.push(chunk.subarray(from));
  }
  if (left.length > 0) yield Buffer.concat(left);
}

/**
 * Reads a dump as psql does, part by part, whatever its size. psql's own commands (`\restrict`, `\connect`) are left out.
 * https://www.postgresql.org/docs/current/app-pgdump.html
 */
export async function* readScript(bytes: AsyncIterable<Buffer>): AsyncGenerator<ScriptPart, void> {
  const lines = linesOf(bytes);
  let sql = '';
  /** What the text so far has opened and not closed: a quote, a dollar quote, a comment. */
  let open = '';
  for (;;) {
    const { value: bytes, done } = await lines.next();
    if (done) break;
    const line = bytes.toString();
    if (sql.trim() === '' && open === '') {
      if (line.startsWith('\\')) continue;
      if (line.startsWith('--')) {
        yield { kind: 'comment', text: line.trimEnd() };
        continue;
      }
    }
    sql += line;
    const scanned = scan(line, open);
    open = scanned.open;
    if (open !== '' || !scanned.code.trimEnd().endsWith(';')) continue;
    const statement = sql.trim();
    sql = '';
    if (COPY.test(statement)) yield { kind: 'copy', sql: statement, rows: rowsOf(lines) };
    else yield { kind: 'statement', sql: statement };
  }
  if (sql.trim() !== '') yield { kind: 'statement', sql };
}

async function* rowsOf(lines: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer, void> {
  for (;;) {
    const { value: line, done } = await lines.next();
    if (done) throw new Error('The dump ends within the rows of a table');
    if (line.equals(END_OF_ROWS)) return;
    yield line;
  }
}

/** What is open at the end of a line, when `open` was at its start; and the line without a comment behind it. */
function scan(line: string, open: string): { open: string; code: string } {
  let at = 0;
  let now = open;
  for (;;) {
    if (now !== '') {
      const end = line.indexOf(now, at);
      if (end === -1) return { open: now, code: line };
      at = end + now.length;
    }
    OPENING.lastIndex = at;
    const found = OPENING.exec(line);
    if (!found) return { open: '', code: line };
    if (found[0].startsWith('--')) return { open: '', code: line.slice(0, found.index) };
    at = found.index + found[0].length;
    now = found[0] === '/*' ? '*/' : found[0];
  }
}
