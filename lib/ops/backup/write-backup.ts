import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { checkHistory } from '../../db/check-history';
import { connectionOptions } from '../../db/connection-options';
import { ContractClient } from '../../db/contract-client';
import { type Migration, migrationsDir, readMigrations } from '../../db/migrations-folder';
import { KnownError } from '../../kit/known-error';
import { END_LINE, MIGRATIONS_LINE, TAKEN_LINE } from './format';
import { readSequences, readTables } from './read-tables';

export type Backup = { file: string; bytes: number; events: number; waiting: number; takenAt: Date };

/**
 * Writes everything that a restore needs into one compressed file, in the plain format of pg_dump: `psql` reads it too.
 * All of it is of one moment, and nobody waits for it. A file that is there already stays as it is.
 */
export async function writeBackup(url: string, file: string): Promise<Backup> {
  if (
    await stat(file).then(
      () => true,
      () => false,
    )
  )
    throw new KnownError(`${file} is there already. Give another name, or remove it.`);
  const part = `${file}.part`;
  const client = new ContractClient({
    ...connectionOptions(url),
    application_name: 'hookwell-backup',
    keepAlive: true,
    // COPY is not pipelined.
    pipeline: false,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const migrations = await appliedMigrations(client);
    const { rows } = await client.query<{ events: number; waiting: number; now: Date; version: string }>(COUNTS_SQL);
    const counts = rows[0] as (typeof rows)[0];
    // Only its owner may read it: it holds customers' addresses.
    const out = createWriteStream(part, { mode: 0o600, flags: 'w' });
    await pipeline(Readable.from(write(client, migrations, counts)), createGzip(), out);
    await client.query('commit');
    await rename(part, file);
    const { events, waiting, now: takenAt } = counts;
    return { file, bytes: (await stat(file)).size, events, waiting, takenAt };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

const COUNTS_SQL = `
select now(), current_setting('server_version') as version, (select count(*)::int from hookwell.webhook_events) as events,
  (select count(*)::int from hookwell.webhook_events where status in ('pending', 'retrying')) as waiting`;

/** Our migrations in the order in which this database took them. Refuses a database that this version does not know. */
async function appliedMigrations(client: pg.Client): Promise<Migration[]> {
  const migrations = await readMigrations(migrationsDir());
  const { rows: tables } = await client.query(`select to_regclass('hookwell._prisma_migrations') as name`);
  if (!tables[0].name) throw new KnownError('There is nothing to back up: this database holds no tables of Hookwell.');
  await checkHistory(client, migrations);
  const { rows } = await client.query<{ name: string }>(
    'select migration_name as name from hookwell._prisma_migrations where rolled_back_at is null order by started_at',
  );
  return rows.map(({ name }) => migrations.find((each) => each.name === name) as Migration);
}

/** The schema, and the history as Prisma makes it: neither is a migration. */
const HISTORY_TABLE = `
CREATE SCHEMA hookwell;
CREATE TABLE hookwell._prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0
);
`;

async function* write(client: pg.Client, migrations: Migration[], { now, version }: { now: Date; version: string }) {
  yield '--\n-- PostgreSQL database dump\n--\n\n';
  yield `-- Dumped from database version ${version}\n-- Dumped by Hookwell: npm run restore reads it, and so does psql\n`;
  yield `${TAKEN_LINE}${now.toISOString()}\n${MIGRATIONS_LINE}${migrations.map(({ name }) => name).join(' ')}\n\n`;
  yield "SET client_encoding = 'UTF8';\nSET standard_conforming_strings = on;\nSET timezone = 'UTC';\n";
  yield HISTORY_TABLE;
  for (const { name, sql } of migrations) yield `\n-- Migration ${name}\n\n${sql}\n`;
  for (const { name, columns } of await readTables(client)) {
    yield `\n--\n-- Data for Name: ${name}; Type: TABLE DATA\n--\n\nCOPY ${name} (${columns}) FROM stdin;\n`;
    yield* client.query(copyTo(`copy ${name} (${columns}) to stdout`));
    yield '\\.\n\n';
  }
  for (const statement of await readSequences(client)) yield `${statement}\n`;
  yield `\n--\n${END_LINE}\n--\n`;
}
