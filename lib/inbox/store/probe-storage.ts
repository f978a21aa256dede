import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { EventFacts } from '../../stripe/read-event';
import { recordNewEvents } from './record-events';
import { toRecord } from './to-record';

/** Longer than a busy server takes; a health check is asked every few seconds. */
const LIMIT_MS = 5_000;

/**
 * Makes PostgreSQL write a file of some 300 KB, which it removes at once: a row mostly fits into a page that is there, and
 * says nothing of a full disk. https://www.postgresql.org/docs/current/runtime-config-resource.html#GUC-WORK-MEM
 */
const FILL_SQL = `select count(*) from (select md5(g::text) || repeat('x', 200) as text from generate_series(1, 1500) as g order by 1 offset 0) as sorted`;

const BODY = '{"object":"event","type":"hookwell.probe"}';

/** An event that nobody sent, with an id that no other has. */
const facts = (): EventFacts => ({
  id: `evt_probe${randomBytes(12).toString('hex')}`,
  type: 'hookwell.probe',
  apiVersion: null,
  account: null,
  livemode: false,
  createdAt: new Date(),
  requestId: null,
  objectId: null,
  customerId: null,
  objectIds: ['probe'],
});

/**
 * Stores an event as the door does, with its job, and takes it back before anybody can see it. Throws what the door would
 * meet: a server that is away or read-only, a full disk, a right that is missing.
 */
export async function probeStorage(pool: Pool): Promise<void> {
  const provenance = { source: 'webhook', signatureHeader: null, secretLabel: null, verifiedAt: null } as const;
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await client.query(
      `select set_config('statement_timeout', '${LIMIT_MS}', true), set_config('work_mem', '64kB', true)`,
    );
    await recordNewEvents(client, [toRecord(facts(), BODY, provenance)]);
    await client.query(FILL_SQL);
  } finally {
    await client.query('rollback').catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}
