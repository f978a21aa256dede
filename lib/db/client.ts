import { PrismaPg } from '@prisma/adapter-pg';
import { attachDatabasePool } from '@vercel/functions';
import type pg from 'pg';
import { env } from '../kit/env';
import { log } from '../kit/log/log';
import { connectionOptions } from './connection-options';
import { ContractClient } from './contract-client';
import { type Prisma, PrismaClient } from './generated/client';
import { PatientPool } from './patient-pool';
import { shareConnections } from './pool-sizes';
import { renamingClient } from './renaming-client';
import { SCHEMA } from './schemas';
import { statementNames } from './statement-names';

export type Database = PrismaClient;
export type Transaction = Prisma.TransactionClient;

export type Connections = { pool: pg.Pool; prisma: PrismaClient; close(): Promise<void> };

type ConnectOptions = {
  max: number;
  name: string;
  schema?: string;
  queryTimeoutMs?: number;
  ownSessions?: () => boolean;
};

/** As long as Prisma lets a transaction take. */
const TRANSACTION_MS = 60_000;

/**
 * Opens a pool and a Prisma client that share it. A connection that breaks while idle is logged and replaced.
 * `max` connections at the most; waiting for one ends after 5 s, so that a door without a database answers 503 in time.
 * `schema`: the one that is meant, by Prisma and in SQL alike, wherever ours is named.
 * `queryTimeoutMs`: a query that takes longer fails, and its connection with it; none for workers, which wait for locks.
 * `ownSessions`: whether a session is ours as long as it lives, so that Prisma's statements are prepared once for each
 * connection and LISTEN is of use. Asked each time: a worker learns it after its start. Without it, nothing is prepared.
 */
export function connect(url: string, options: ConnectOptions): Connections {
  const { ownSessions = () => true } = options;
  const names = statementNames();
  const pool = new PatientPool({
    connectionTimeoutMillis: 5_000,
    ...connectionOptions(url),
    max: options.max,
    application_name: `hookwell-${options.name}`,
    ...(options.queryTimeoutMs ? { query_timeout: options.queryTimeoutMs } : {}),
    keepAlive: true,
    Client: options.schema ? renamingClient(options.schema) : ContractClient,
    contract: {
      statementTimeoutMs: options.queryTimeoutMs ?? 0,
      idleInTransactionMs: TRANSACTION_MS,
      listens: ownSessions,
    },
  } as pg.PoolConfig);
  const complain = (error: Error) => log().warn({ err: error }, `A database connection was lost: ${error.message}`);
  pool.on('error', complain);
  // A client that breaks while it is checked out tells only itself: without a listener the process would end.
  pool.on('connect', (client) => client.on('error', complain));
  pool.on('release', (error, client) => {
    // After an error the pool closes it by itself.
    if (!error) endIfUnfinished(client);
  });
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, {
      disposeExternalPool: false,
      onPoolError: complain,
      onConnectionError: complain,
      schema: options.schema ?? SCHEMA,
      ...(options.ownSessions && { statementNameGenerator: (query) => (ownSessions() ? names(query) : '') }),
    }),
    // As in production everywhere: to name the line of a call, Prisma would note the stack at each of them.
    errorFormat: 'minimal',
    transactionOptions: { maxWait: 10_000, timeout: TRANSACTION_MS },
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
 * A connection that is given back in the middle of a transaction, because its end failed, must not go to the next one, whose
 * every statement would fail (25P02), or be undone with what was left.
 */
function endIfUnfinished(client: pg.PoolClient): void {
  if (client.getTransactionStatus() === 'I') return;
  log().warn('A database connection was given back in the middle of a transaction; it is closed');
  // From now on the pool takes it for one that ends.
  void (client as unknown as pg.Client).end();
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
