import { PrismaPg } from '@prisma/adapter-pg';
import { attachDatabasePool } from '@vercel/functions';
import type pg from 'pg';
import { env } from '../env';
import { log } from '../log/log';
import { connectionOptions } from './connection-options';
import { type Prisma, PrismaClient } from './generated/client';
import { PatientPool } from './patient-pool';
import { shareConnections } from './pool-sizes';
import { statementNames } from './statement-names';

export type Database = PrismaClient;
export type Transaction = Prisma.TransactionClient;

export type Connections = { pool: pg.Pool; prisma: PrismaClient; close(): Promise<void> };

type ConnectOptions = { max: number; name: string; schema?: string; queryTimeoutMs?: number; prepares?: boolean };

/**
 * Opens a pool and a Prisma client that share it. A connection that breaks while idle is logged and replaced.
 * `max` connections at the most; waiting for one ends after 5 s, so that a door without a database answers 503 in time.
 * `schema`: where tables are looked for first, by Prisma and in SQL alike, instead of `public`.
 * `queryTimeoutMs`: a query that takes longer fails, and its connection with it; none for workers, which wait for locks.
 * `prepares`: Prisma's statements are prepared once for each connection. For workers that are not behind a pooler.
 */
export function connect(url: string, options: ConnectOptions): Connections {
  const server = connectionOptions(url);
  const pool = new PatientPool({
    connectionTimeoutMillis: 5_000,
    ...server,
    max: options.max,
    application_name: `hookwell-${options.name}`,
    ...(options.queryTimeoutMs ? { query_timeout: options.queryTimeoutMs } : {}),
    ...(options.schema && {
      options: [server.options, `-c search_path=${options.schema},public`].filter(Boolean).join(' '),
    }),
    keepAlive: true,
    onConnect: speakUtc,
  });
  const complain = (error: Error) => log().warn({ err: error }, `A database connection was lost: ${error.message}`);
  pool.on('error', complain);
  // A client that breaks while it is checked out tells only itself: without a listener the process would end.
  pool.on('connect', (client) => client.on('error', complain));
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, {
      disposeExternalPool: false,
      onPoolError: complain,
      onConnectionError: complain,
      ...(options.schema && { schema: options.schema }),
      ...(options.prepares && { statementNameGenerator: statementNames() }),
    }),
    // As in production everywhere: to name the line of a call, Prisma would note the stack at each of them.
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 10_000, timeout: 60_000 },
  });
  return {
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}

/**
 * Prisma writes times without their zone and reads them as if they were in UTC: in a session of another zone, which a
 * server that was set up by hand often has, each would be off by hours. Sets nothing where nothing is wrong, because
 * behind a pooler the session may be shared.
 */
async function speakUtc(client: pg.ClientBase): Promise<void> {
  await client.query(
    `select set_config('TimeZone', 'UTC', false) where current_setting('TimeZone') not in ('UTC', 'Etc/UTC')`,
  );
}

const slot = Symbol.for('hookwell.connections');
type Global = typeof globalThis & { [slot]?: Connections };

/** The connections of this process's doors and pages: one set, although Next loads this file more than once. */
export function connections(): Connections {
  const global = globalThis as Global;
  if (!global[slot]) {
    const url = env().DATABASE_URL;
    if (!url)
      throw new Error('DATABASE_URL is not set; `npm run dev` starts a database of its own, everything else needs it');
    const { WORKER: kind } = env();
    global[slot] = connect(url, { max: shareConnections(kind).app, name: 'app', queryTimeoutMs: 15_000 });
    // Many small functions share one server: none keeps connections while it sleeps.
    if (kind === 'serverless') attachDatabasePool(global[slot].pool);
  }
  return global[slot];
}

/** The Prisma client of this process. */
export const getPrisma = (): PrismaClient => connections().prisma;

/** Closes what {@link connections} opened, if anything. */
export async function closeConnections(): Promise<void> {
  const global = globalThis as Global;
  const open = global[slot];
  global[slot] = undefined;
  await open?.close();
}
