import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildScenario } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { type EventToRecord, recordEvents, recordNewEvents } from '@/lib/inbox/store/record-events';
import { toRecord } from '@/lib/inbox/store/to-record';
import { readEvent } from '@/lib/stripe/read-event';
import { useInbox } from '../../../harness/inbox';
import { forAccount, readStored } from '../../../harness/store-event';

const inbox = useInbox();

/** A purchase of the shop's own and one of a connected account, as the door stores them. */
function purchase(): EventToRecord[] {
  const told = buildScenario('purchase');
  const provenance = { source: 'webhook', signatureHeader: 't=1,v1=2', verifiedAt: new Date() } as const;
  return [...told, ...forAccount(told, 'acct_1')].map((event, at) => {
    const body = printEvent(event);
    const read = readEvent(JSON.parse(body));
    if (read.kind !== 'event') throw new Error('not an event');
    return toRecord(read.facts, body, { ...provenance, secretLabel: at % 2 === 0 ? 'shop' : null });
  });
}

const TABLES = [
  'hookwell.webhook_events',
  'hookwell.event_objects',
  'hookwell.event_deliveries',
  'hookwell_worker._private_jobs',
];
const TIMES = ['received_at', 'last_delivered_at', 'created_at', 'updated_at', 'run_at'];

/** What a call leaves in the tables, in a transaction that is rolled back: its times are one, and no other test's. */
async function leaves(work: (client: Client) => Promise<unknown>): Promise<Record<string, string[]>> {
  const client = new Client({ connectionString: inbox.url() });
  await client.connect();
  try {
    await client.query('begin');
    await work(client);
    const left: Record<string, string[]> = {};
    for (const table of TABLES) {
      const { rows } = await client.query<{ row: object }>(
        `select to_jsonb(t) - $1::text[] as row from ${table} as t where t.xmin::text = pg_current_xact_id()::text`,
        [[...TIMES, ...(table.includes('jobs') ? ['id'] : [])]],
      );
      left[table] = rows.map(({ row }) => JSON.stringify(row)).sort();
    }
    return left;
  } finally {
    await client.end();
  }
}

const sent = (events: EventToRecord[]) => recordNewEvents(connections().pool, events);

describe('Events that nobody brought before', () => {
  it('leave the rows that the statement for all deliveries leaves', async () => {
    const events = purchase();
    // From then on graphile-worker knows the task: enqueue_jobs does it itself.
    await sent(purchase().slice(0, 1));
    const left = await leaves((client) => recordNewEvents(client, events));
    expect(left).toEqual(await leaves((client) => recordEvents(client, events)));
    expect(left['hookwell.webhook_events']).toHaveLength(events.length);
    expect(left['hookwell.event_objects']?.length).toBeGreaterThan(events.length);
    expect(left['hookwell_worker._private_jobs']).toHaveLength(events.length);
  });

  it('are told from those that are there already, which stay as they are', async () => {
    const [known, ...others] = purchase() as [EventToRecord, ...EventToRecord[]];
    await sent([known]);
    const { rows: before } = await connections().pool.query(
      'select xmin::text from hookwell.webhook_events where id = $1',
      [known.id],
    );
    await connections().pool.query('delete from hookwell.event_objects where event_id = $1', [known.id]);
    const stored = await sent([...others, { ...known, body: 'another' }]);
    expect(stored.map(({ id }) => id)).toEqual(others.map(({ id }) => id).sort());
    expect(stored.every(({ inserted, deliveries }) => inserted && deliveries === 1)).toBe(true);
    const { rows } = await connections().pool.query('select xmin::text from hookwell.webhook_events where id = $1', [
      known.id,
    ]);
    expect(rows).toEqual(before);
    expect(await inbox.prisma().eventObject.count({ where: { eventId: known.id } })).toBe(0);
    expect(await sent([known])).toEqual([]);
  });

  it('are taken once where a batch has them twice, with the first body', async () => {
    const [event] = purchase() as [EventToRecord];
    expect(await sent([event, { ...event, body: 'another' }])).toEqual([
      { id: event.id, inserted: true, deliveries: 1 },
    ]);
    expect(await readStored(inbox.prisma(), event.id)).toMatchObject({
      body: event.body,
      deliveries: 1,
    });
  });

  it('are left out where a sweep’s copy of the same id comes along: that one is no delivery', async () => {
    const [event] = purchase() as [EventToRecord];
    const copy: EventToRecord = { ...event, source: 'sweep', verifiedAt: null };
    expect(await sent([copy, event])).toEqual([]);
    expect(await inbox.prisma().webhookEvent.count({ where: { id: event.id } })).toBe(0);
  });

  it('do not deadlock with others that bring the same ones in another order', async () => {
    const sorted = (rows: { id: string }[]) => rows.map(({ id }) => id).sort();
    for (let round = 0; round < 12; round++) {
      const events = purchase();
      const batches = Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? events : events.toReversed()));
      const stored = await Promise.all(batches.map(sent));
      expect(sorted(stored.flat())).toEqual(sorted(events));
    }
  });
});
