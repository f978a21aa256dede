import type pg from 'pg';
import { pendingMigrations } from '../../../db/pending-migrations';
import { WORKER_SCHEMA } from '../../../db/schemas';
import type { Finding } from '../finding';
import type { DatabaseCheck, DatabaseOptions, Looked } from './check';
import { checkApiGrants } from './check-api-grants';
import { checkDurability } from './check-durability';
import { checkEncryption } from './check-encryption';
import { checkMigrations } from './check-migrations';
import { checkRoom } from './check-room';
import { checkServer } from './check-server';
import { checkDisk } from './disk';
import { checkQueue, checkQueueVersion } from './queue';
import { readServer } from './read-server';
import { checkMigrationRights, checkRights } from './rights';

/** Everything that is looked at on one connection, in the order in which the doctor tells it. */
const DATABASE_CHECKS: DatabaseCheck[] = [
  { when: 'before', look: checkServer },
  { when: 'before', look: checkDisk },
  { when: 'before', look: checkEncryption },
  { when: 'doctor', look: async ({ client }) => [await checkDurability(client)] },
  { when: 'doctor', look: checkMigrations },
  { when: 'before', look: checkMigrationRights },
  { when: 'before', look: checkQueueVersion },
  { when: 'after', look: checkRights },
  { when: 'after', look: checkQueue },
  { when: 'after', look: checkRoom },
  { when: 'doctor', look: checkApiGrants },
];

/** What looks at our tables, and waits until the migrations have made them. */
const NEEDS_TABLES: DatabaseCheck['look'][] = [checkRights, checkQueue, checkApiGrants];

/** Runs the checks of these moments, one after the other. */
export async function lookAtDatabase(
  client: pg.Client,
  options: DatabaseOptions,
  moments: DatabaseCheck['when'][],
): Promise<Finding[]> {
  const server = await readServer(client);
  const pending = await whatIsPending(client);
  const looked: Looked = { client, options, server, pending: pending ?? [] };
  // A role that may not even read the list of migrations gets the list of missing rights, at whatever moment.
  if (!pending) return [...checkServer(looked), ...(await checkRights(looked))];
  const findings: Finding[] = [];
  for (const { when, look } of DATABASE_CHECKS)
    if (moments.includes(when) && (pending.length === 0 || !NEEDS_TABLES.includes(look)))
      findings.push(...(await look(looked)));
  return findings;
}

/** What a serverless function, which has no migrations with it, looks at when it wakes: four statements. */
export async function lookAtDatabaseQuickly(client: pg.Client, options: DatabaseOptions): Promise<Finding[]> {
  const looked: Looked = { client, options, server: await readServer(client), pending: [] };
  return [...checkServer(looked), ...(await checkRights(looked)), ...(await checkQueue(looked))];
}

/** What the migrations still have to make. Null where the role may not read it. */
async function whatIsPending(client: pg.Client): Promise<string[] | null> {
  try {
    const pending = await pendingMigrations(async (sql) => (await client.query(sql)).rows);
    const { rows } = await client.query(`select to_regclass($1)::text as name`, [`${WORKER_SCHEMA}.migrations`]);
    return rows[0].name ? pending : [...pending, 'the worker’s tables'];
  } catch (problem) {
    if ((problem as { code?: string }).code === '42501') return null;
    throw problem;
  }
}
