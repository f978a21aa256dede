import type pg from 'pg';
import { QUEUE_VERSION } from '../../../db/install-queue';
import { WORKER_SCHEMA } from '../../../db/schemas';
import { type Finding, fatal, few, ok, warn } from '../finding';
import type { Looked } from './check';

/** What the queue needs to hold and hand out a job. */
const TABLES = ['_private_jobs', '_private_job_queues', '_private_tasks', '_private_known_crontabs', 'jobs'];
const FUNCTIONS = ['add_job', 'add_jobs', 'complete_jobs', 'force_unlock_workers', 'remove_job'];

type Version = { id: number | null; breaking: number | null };

/** Whether another, newer version of graphile-worker has changed the queue's tables. They may not be there yet. */
export async function checkQueueVersion({ client }: Looked): Promise<Finding[]> {
  const version = await readVersion(client);
  if (!version?.id || version.id <= QUEUE_VERSION) return [];
  const message = `The queue (schema ${WORKER_SCHEMA}) is at version ${version.id}; this version of Hookwell knows ${QUEUE_VERSION}`;
  return (version.breaking ?? 0) > QUEUE_VERSION
    ? [
        fatal(
          'queue_newer',
          `${message} and can't work with it`,
          'Start the version of Hookwell that changed it, or check DATABASE_URL.',
        ),
      ]
    : [warn('queue_newer', message, 'Nothing to do during an upgrade. Otherwise check DATABASE_URL.')];
}

async function readVersion(client: pg.Client): Promise<Version | undefined> {
  const { rows } = await client.query(`select has_table_privilege(to_regclass($1), 'select') as readable`, [
    `${WORKER_SCHEMA}.migrations`,
  ]);
  if (!rows[0].readable) return undefined;
  const found = await client.query<Version>(
    `select max(id) as id, max(id) filter (where breaking) as breaking from ${WORKER_SCHEMA}.migrations`,
  );
  return found.rows[0];
}

/** Whether everything that the queue's migrations made is still there. */
export async function checkQueue({ client }: { client: Pick<pg.Pool, 'query'> }): Promise<Finding[]> {
  const { rows } = await client.query<{ name: string }>(
    `select name from unnest($2::text[]) as name where to_regclass($1 || '.' || name) is null
     union all
     select name || '()' from unnest($3::text[]) as name where not exists (
       select from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1 and p.proname = name
     )`,
    [WORKER_SCHEMA, TABLES, FUNCTIONS],
  );
  if (rows.length === 0) return [ok('queue', 'The queue’s tables are there')];
  return [
    fatal(
      'queue_broken',
      `The queue (schema ${WORKER_SCHEMA}) lacks ${few(rows.map(({ name }) => name))}: no event can be stored or applied`,
      `Restore what was dropped from a backup. Or make the queue anew, which loses no event: drop schema ${WORKER_SCHEMA} cascade, then npm run db:migrate; a worker gives every waiting event a new job.`,
    ),
  ];
}
