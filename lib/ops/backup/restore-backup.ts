import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { connectionOptions } from '../../db/connection-options';
import { ContractClient } from '../../db/contract-client';
import { migrateDatabase } from '../../db/migrate';
import { migrationNames, migrationsDir } from '../../db/migrations-folder';
import { FIRST_OF_OLD } from '../../db/older-database';
import { withConnection } from '../../db/with-connection';
import { KnownError } from '../../kit/known-error';
import { END_LINE, MIGRATIONS_LINE, TAKEN_LINE } from './format';
import { prepareTarget } from './prepare-target';
import { readScript, type ScriptPart } from './read-script';

export type Restored = {
  takenAt: string | null;
  events: number;
  /** Events and effects that waited when the backup was taken: they are done now, and effects maybe once more. */
  waitingEvents: number;
  waitingEffects: number;
  migrated: string[];
};

/**
 * Puts a backup into a database: one of ours, or what `pg_dump --format=plain` wrote. All of it or nothing; then the
 * migrations that have come since. `replace`: also where the database holds data, which is gone then.
 */
export async function restoreBackup(
  url: string,
  file: string,
  { replace = false, dir = migrationsDir() } = {},
): Promise<Restored> {
  const client = new ContractClient({
    ...connectionOptions(url),
    application_name: 'hookwell-restore',
    keepAlive: true,
    // COPY is not pipelined.
    pipeline: false,
  });
  client.on('error', () => {});
  await client.connect();
  let takenAt: string | null;
  try {
    await client.query('begin');
    await prepareTarget(client, replace);
    takenAt = await runScript(client, readScript(await openFile(file)));
    await client.query('commit');
  } finally {
    await client.end();
  }
  const { applied } = await migrateDatabase(url, dir);
  const counts = await withConnection(url, 'restore', (counting) => counting.query<Counts>(COUNTS_SQL));
  return { takenAt, ...(counts.rows[0] as Counts), migrated: applied };
}

type Counts = Pick<Restored, 'events' | 'waitingEvents' | 'waitingEffects'>;

const COUNTS_SQL = `
select (select count(*)::int from hookwell.webhook_events) as events,
  (select count(*)::int from hookwell.webhook_events where status in ('pending', 'retrying')) as "waitingEvents",
  (select count(*)::int from hookwell.effects where status in ('pending', 'retrying')) as "waitingEffects"`;

/** Runs the parts of a dump and returns when it was taken. Throws where it is cut off, or of a newer version. */
async function runScript(client: pg.Client, parts: AsyncIterable<ScriptPart>): Promise<string | null> {
  let takenAt: string | null = null;
  let complete = false;
  for await (const part of parts) {
    if (part.kind === 'statement') await runStatement(client, part.sql);
    else if (part.kind === 'copy') await pipeline(Readable.from(part.rows), client.query(copyFrom(part.sql)));
    else if (part.text.startsWith(TAKEN_LINE)) takenAt = part.text.slice(TAKEN_LINE.length);
    else if (part.text.startsWith(MIGRATIONS_LINE)) await refuseNewer(part.text.slice(MIGRATIONS_LINE.length));
    else if (part.text === END_LINE) complete = true;
  }
  if (!complete)
    throw new KnownError(
      'This file is not a complete dump: its end is missing. Nothing was changed; take another backup.',
    );
  return takenAt;
}

/** What pg_dump of a newer server sets and an older one does not know (it means "no limit"), and what is there already. */
const NOT_NEEDED =
  /^(SET (transaction_timeout|idle_session_timeout) = 0|CREATE SCHEMA (public|hookwell|hookwell_worker));$/;

async function runStatement(client: pg.Client, sql: string): Promise<void> {
  if (NOT_NEEDED.test(sql)) return;
  if (sql.startsWith('CREATE TABLE public.webhook_events ')) throw new KnownError(OF_OLD);
  try {
    await client.query(sql);
  } catch (error) {
    throw new KnownError(
      `PostgreSQL refused a statement of the backup, and nothing was changed: ${(error as Error).message}\n${sql.slice(0, 300)}`,
      {
        cause: error,
      },
    );
  }
}

const OF_OLD =
  'This backup is of a version of Hookwell from before its first release, whose tables are not taken over. Nothing was changed; that version can restore it.';

async function refuseNewer(list: string): Promise<void> {
  const known = new Set(await migrationNames(migrationsDir()));
  if (list.split(' ').includes(FIRST_OF_OLD)) throw new KnownError(OF_OLD);
  const unknown = list.split(' ').filter((name) => name && !known.has(name));
  if (unknown.length > 0)
    throw new KnownError(
      `This backup is of a newer version of Hookwell, which has the migration ${unknown[0]}. Nothing was changed; restore it with that version.`,
    );
}

const GZIP = Buffer.from([0x1f, 0x8b]);

async function openFile(file: string): Promise<AsyncIterable<Buffer>> {
  const start = Buffer.alloc(5);
  try {
    const handle = await open(file);
    await handle.read(start, 0, start.length, 0);
    await handle.close();
  } catch (cause) {
    throw new KnownError(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
  if (start.toString() === 'PGDMP')
    throw new KnownError(
      `${file} is in pg_dump's custom format. Turn it into SQL first: pg_restore --no-owner --no-privileges --file=backup.sql ${file}`,
    );
  const bytes = createReadStream(file);
  if (!start.subarray(0, 2).equals(GZIP)) return bytes;
  const plain = createGunzip();
  bytes.on('error', (error) => plain.destroy(error));
  return bytes.pipe(plain);
}
