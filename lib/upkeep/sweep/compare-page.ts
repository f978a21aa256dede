import type { Pool } from 'pg';
import type Stripe from 'stripe';
import { transact } from '../../db/transact';
import { type EventToRecord, recordEvents } from '../../inbox/store/record-events';
import { toRecord } from '../../inbox/store/to-record';
import { type EventFacts, readEvent } from '../../stripe/read-event';
import { type Covered, type Run, reloadRun } from './runs';

/** An event of Stripe's list in the inbox's terms, and its text as Stripe prints it. */
export type StripeListed = { facts: EventFacts; body: string };

/**
 * Reads what Stripe listed. An event says its account only where it is delivered; in the list it is that of the request.
 * What is no event is left out.
 */
export function readListed(events: Stripe.Event[], account: string | null): StripeListed[] {
  return events.flatMap((event) => {
    const read = readEvent(event);
    if (read.kind === 'unreadable') return [];
    const { facts } = read;
    return [{ facts: { ...facts, account: facts.account ?? account }, body: JSON.stringify(event, null, 2) }];
  });
}

/** Which of these the inbox does not have. */
export async function findMissing(pool: Pick<Pool, 'query'>, listed: StripeListed[]): Promise<StripeListed[]> {
  const { rows } = await pool.query<{ id: string }>('select id from hookwell.webhook_events where id = any($1)', [
    listed.map(({ facts }) => facts.id),
  ]);
  const known = new Set(rows.map(({ id }) => id));
  return listed.filter(({ facts }) => !known.has(facts.id));
}

/** The copy is unsigned: https://docs.stripe.com/api/events/list is not a delivery. */
const asRecord = ({ facts, body }: StripeListed): EventToRecord =>
  toRecord(facts, body, { source: 'sweep', signatureHeader: null, secretLabel: null, verifiedAt: null });

/**
 * Stores what is missing of one page and moves the run on, in one transaction: a crash leaves both or neither, and a page
 * that two processes read at once counts for one of them. Returns the run as it is then, and what was stored.
 */
export async function comparePage(
  pool: Pool,
  run: Run,
  covered: Covered,
  page: { events: Stripe.Event[]; hasMore: boolean },
): Promise<{ run: Run; healed: EventFacts[] }> {
  const listed = readListed(page.events, run.account);
  const last = page.hasMore ? page.events.at(-1)?.id : undefined;
  const healed = await transact(pool, async (client) => {
    const { rowCount } = await client.query(
      'select from hookwell.sweep_runs where id = $1 and pages = $2 and finished_at is null for update',
      [run.id, run.pages],
    );
    if (rowCount !== 1) return [];
    const missing = await findMissing(client, listed);
    const recorded = missing.length > 0 ? await recordEvents(client, missing.map(asRecord)) : [];
    // What a delivery brought just now, between the look and the insert, was not missing.
    const stored = new Set(recorded.filter(({ inserted }) => inserted).map(({ id }) => id));
    const isNew = ({ facts: { id, createdAt } }: StripeListed) =>
      createdAt < run.until && (stored.has(id) || createdAt < covered.since || createdAt >= covered.until);
    await client.query('insert into hookwell.healed_events (event_id, run_id) select unnest($1::text[]), $2', [
      [...stored],
      run.id,
    ]);
    await client.query(
      `update hookwell.sweep_runs set pages = pages + 1, batch = $2, cursor = $3, updated_at = now(), seen = seen + $4,
         present = present + $5, healed = healed + $6, unreadable = unreadable + $7, counted = counted + $8 where id = $1`,
      [
        run.id,
        last ? run.batch : run.batch + 1,
        last ?? null,
        page.events.length,
        listed.length - stored.size,
        stored.size,
        page.events.length - listed.length,
        listed.filter(isNew).length,
      ],
    );
    return missing.map(({ facts }) => facts).filter(({ id }) => stored.has(id));
  });
  return { run: await reloadRun(pool, run.id), healed };
}
