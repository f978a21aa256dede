import { describeDatabase } from '../../lib/db/connection-options';
import { type AcquiredDatabase, acquireDatabase } from '../../lib/dev/postgres/acquire-database';
import { parseConnectionString } from '../../lib/kit/connection-string/parse';
import { dataDir, env } from '../../lib/kit/env';
import { KnownError } from '../../lib/kit/known-error';
import { hasDatabase, otherMode, whereLooked } from './load-env';

/**
 * The database that a command works on, named as the command's first line (on standard error, which carries no data).
 * Without one the command ends, and says where it looked: only `npm run dev`, `npm start -- --try` and the tests start the
 * embedded database (`start`).
 */
export async function openDatabase({ start = false }: { start?: boolean } = {}): Promise<AcquiredDatabase> {
  const database = await acquireDatabase({ start });
  if (!database) throw new KnownError(noDatabase());
  for (const line of nameDatabase(database)) console.error(line);
  return database;
}

/** For a command that makes a database of its own, and drops it at its end. */
export const nameOwnDatabase = (url: string): string => `Database: ${describeDatabase(url)}, one of its own`;

/** Which database this is, and what its URL asks for in vain. */
export function nameDatabase({ url, directUrl, embedded }: AcquiredDatabase): string[] {
  const direct = directUrl === url ? '' : ` (without the pooler: ${describeDatabase(directUrl)})`;
  const where = embedded ? `, the embedded one in ${dataDir()}` : '';
  return [`Database: ${describeDatabase(url)}${direct}${where}`, ...urlNotes()];
}

function urlNotes(): string[] {
  const { DATABASE_URL, DIRECT_DATABASE_URL } = env();
  return Object.entries({ DATABASE_URL, DIRECT_DATABASE_URL }).flatMap(([name, url]) =>
    url ? parseConnectionString(url).notes.map((note) => `${name}: ${note}`) : [],
  );
}

/** What to do without a database, and where it was looked for. */
export function noDatabase(): string {
  const other = otherMode();
  const elsewhere = hasDatabase(other)
    ? `\nThe files of ${other} have one: NODE_ENV=${other} before the command takes it.`
    : '';
  return `DATABASE_URL is not set, and \`npm run dev\` does not run here with its embedded database.
Looked in ${whereLooked()}.
Set DATABASE_URL=postgresql://user:password@host:5432/hookwell (PostgreSQL 15 or newer), or start \`npm run dev\` in another terminal.${elsewhere}`;
}
