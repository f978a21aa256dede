import { createHash } from 'node:crypto';

/** Each connection keeps what it has prepared for as long as it lives: a text that varies without end must not fill it. */
const MOST = 400;

/**
 * Names Prisma's statements, so that PostgreSQL parses and plans each of them once for a connection instead of each time:
 * a handler's statements take longer to plan than to run. Unnamed (an empty name) beyond the first {@link MOST}.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
export function statementNames(most = MOST): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= most) return '';
    const name = `hookwell-${createHash('sha256').update(sql).digest('hex').slice(0, 32)}`;
    names.set(sql, name);
    return name;
  };
}
