import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { connectionOptions } from '../lib/db/connection-options';
import { migrateDatabase } from '../lib/db/migrate';
import { acquireEmbeddedPostgres } from '../lib/dev/postgres/embedded-postgres';
import { isAlive } from '../lib/dev/postgres/is-alive';
import { readPidFile } from '../lib/dev/postgres/pid-file';
import { env } from '../lib/kit/env';

/** A server to make databases on, and the migrated, empty database that they are copies of. */
export type TestServer = { adminUrl: string; template: string };

/** A database for one test file. */
export type TestDatabase = { url: string; drop(): Promise<void> };

const cloneLock = 4_665_303;
const prefix = 'hookwell-test-';

/** Nothing here needs to outlive a loss of power, and there are many connections. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 300 };

/**
 * Starts a server for tests with a migrated template: that of DATABASE_URL, where only databases of its own are
 * made and dropped, else an embedded one that `stop` removes. Needs no test runner. `durable`: keeps what it commits as
 * PostgreSQL does by default, for what is measured.
 */
export async function startTestServer({ durable = false } = {}): Promise<TestServer & { stop(): Promise<void> }> {
  const { DATABASE_URL } = env();
  const server = DATABASE_URL ? { url: DATABASE_URL, stop: async () => {} } : await startEmbedded(durable);
  const template = `hookwell_template_${randomBytes(4).toString('hex')}`;
  try {
    await asAdmin(server.url, (admin) => admin.query(`create database ${template} template template0`));
    await migrateDatabase(urlOf(server.url, template));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    adminUrl: server.url,
    template,
    async stop() {
      for (const name of await listDatabases(server.url, template)) await dropDatabase(server.url, name);
      await server.stop();
    },
  };
}

/** Makes a database that is a copy of the template. */
export async function cloneTemplate({ adminUrl, template }: TestServer): Promise<TestDatabase> {
  const name = `hookwell_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, async (admin) => {
    // A template must have no other user while it is copied, and another copy counts as one.
    await admin.query(`select pg_advisory_lock(${cloneLock})`);
    await admin.query(`create database ${name} template ${template}`);
    await admin.query(onlyPublic(name));
  });
  return { url: urlOf(adminUrl, name), drop: () => dropDatabase(adminUrl, name) };
}

/** Makes an empty database without any migration. */
export async function createEmptyDatabase({ adminUrl }: Pick<TestServer, 'adminUrl'>): Promise<TestDatabase> {
  const name = `hookwell_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(adminUrl, async (admin) => {
    await admin.query(`create database ${name} template template0`);
    await admin.query(onlyPublic(name));
  });
  return { url: urlOf(adminUrl, name), drop: () => dropDatabase(adminUrl, name) };
}

/**
 * The embedded server's role is called like our schema, which PostgreSQL then looks into first: here a statement that does not
 * name the schema finds nothing.
 */
const onlyPublic = (name: string): string => `alter database ${name} set search_path = public`;

async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await asAdmin(adminUrl, (admin) => admin.query(`drop database if exists ${name} with (force)`));
}

/** The template, and what others have made of it under its name (many-events/filled-template.ts). */
async function listDatabases(adminUrl: string, prefix: string): Promise<string[]> {
  const sql = 'select datname from pg_database where starts_with(datname, $1)';
  const { rows } = await asAdmin(adminUrl, (admin) => admin.query<{ datname: string }>(sql, [prefix]));
  return rows.map(({ datname }) => datname);
}

function urlOf(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client(connectionOptions(url));
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

async function startEmbedded(durable: boolean): Promise<{ url: string; stop(): Promise<void> }> {
  await removeLeftovers();
  const dir = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  const lease = await acquireEmbeddedPostgres({ dir, settings: durable ? { max_connections: 100 } : settings });
  const folders = [dir, dirname(lease.dataDir)];
  const forget = onEndBySignal(() => {
    const pid = readPidFile(lease.dataDir)?.pid;
    if (pid) process.kill(pid, 'SIGQUIT');
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  });
  return {
    url: lease.url,
    async stop() {
      await lease.release();
      forget();
      await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 })));
    },
  };
}

/** Runs `clean`, which must not wait, when Ctrl-C or a signal ends this process. Returns how to take that back. */
function onEndBySignal(clean: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const handle = (signal: NodeJS.Signals) => {
    forget();
    clean();
    // Ours was the only reason why the signal did not end the process; a runner's own handler decides for itself.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const forget = () => {
    for (const signal of signals) process.off(signal, handle);
  };
  for (const signal of signals) process.on(signal, handle);
  return forget;
}

/** A run that was killed left its server running: stop it, and remove its files. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const dir = join(tmpdir(), name);
    if (existsSync(join(dir, 'postgres', 'postmaster.pid'))) {
      const lease = await acquireEmbeddedPostgres({ dir });
      await lease.release();
    }
    await rm(dir, { recursive: true, force: true });
  }
}
