import type { ChaosDatabase } from './database';
import type { ChaosMail } from './mail';
import type { Member } from './member';
import { within } from './recovery';
import type { SentEvents } from './sender';

/** What the ledger of a run says. Lists hold ids, a few of which the report names. */
export type ChaosTally = {
  stored: number;
  processed: number;
  /** Acknowledged, and not stored or not applied. */
  lost: string[];
  /** Applied more than once. */
  doubled: string[];
  /** Two effects for one business fact. */
  effectsDoubled: string[];
  effectsDone: number;
  /** Effects that did not come to their end. */
  effectsOpen: string[];
  /** Recorded as sent, and never taken by the mail server. */
  mailsMissing: string[];
  mailsTaken: number;
  mailsRepeated: number;
  fulfilments: number;
  fulfilmentsRepeated: number;
};

const QUIET_MS = 240_000;

const WAITING_SQL = `
select (select count(*)::int from hookwell.webhook_events where status in ('pending', 'retrying'))
  + (select count(*)::int from hookwell.effects where status in ('pending', 'retrying')) as waiting`;

/** Nobody wants to wait for e^attempt seconds at the end of a run: what failed is tried again at once. */
const HURRY_SQL = `
select hookwell_worker.reschedule_jobs(array_agg(id), run_at => now())
from hookwell_worker.jobs where run_at > now() and locked_at is null and key is not null having count(*) > 0`;

/** Waits until nothing waits any more. False: something still does. */
export async function untilQuiet(database: ChaosDatabase): Promise<boolean> {
  return within(async () => {
    await database.query(HURRY_SQL);
    const [row] = await database.query<{ waiting: number }>(WAITING_SQL);
    return row?.waiting === 0;
  }, QUIET_MS);
}

/** Counts what became of everything that was sent. */
export async function takeTally(
  database: ChaosDatabase,
  sent: SentEvents,
  mail: ChaosMail,
  members: Member[],
): Promise<ChaosTally> {
  const ids = async (sql: string, values: unknown[] = []) =>
    (await database.query<{ id: string }>(sql, values)).map(({ id }) => id);
  const [counts] = await database.query<{ stored: number; processed: number }>(
    `select count(*)::int as stored, count(*) filter (where status in ('processed', 'ignored'))::int as processed
     from hookwell.webhook_events where id = any($1)`,
    [[...sent.events]],
  );
  const done = await ids(`select key as id from hookwell.effects where status = 'done'`);
  const messageIds = await ids(`select result->>'messageId' as id from hookwell.effects where result ? 'messageId'`);
  const calls = countFulfilments(members);
  return {
    stored: counts?.stored ?? 0,
    processed: counts?.processed ?? 0,
    lost: await ids(
      `select id from unnest($1::text[]) as told(id) where not exists (
         select from hookwell.webhook_events e where e.id = told.id and e.status in ('processed', 'ignored'))`,
      [[...sent.acknowledged.keys()]],
    ),
    doubled: await ids(
      `select event_id as id from hookwell.event_attempts where outcome <> 'failed' group by event_id having count(*) > 1`,
    ),
    effectsDoubled: await ids(
      `select min(key) as id from hookwell.effects where status <> 'skipped'
       group by kind, order_id, object_id having count(*) > 1`,
    ),
    effectsDone: done.length,
    effectsOpen: await ids(`select key as id from hookwell.effects where status not in ('done', 'skipped')`),
    mailsMissing: messageIds.filter((id) => !mail.taken.has(id)),
    mailsTaken: mail.taken.size,
    mailsRepeated: repeats(mail.taken),
    fulfilments: calls.size,
    fulfilmentsRepeated: repeats(calls),
  };
}

const repeats = (counts: Map<string, number>): number =>
  [...counts.values()].reduce((sum, times) => sum + times - 1, 0);

/** The default fulfilment says each call in the log, on level debug. */
function countFulfilments(members: Member[]): Map<string, number> {
  const calls = new Map<string, number>();
  for (const member of members)
    for (const [, key = ''] of member.output().matchAll(/"idempotencyKey":"(fulfil:[^"]+)"/g))
      calls.set(key, (calls.get(key) ?? 0) + 1);
  return calls;
}
