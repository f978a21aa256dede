import type { Pool, PoolClient } from 'pg';
import { transact } from '../../db/transact';
import { floorToSecond, OVERLAP_MS, withinHorizon } from './window';

/** Whose events are compared. The account is null for the key's own. */
export type Whose = { account: string | null; livemode: boolean };

export type Trigger = 'schedule' | 'start' | 'command';

/** One pass over a window of Stripe's list, as far as it came. */
export type Run = {
  id: string;
  account: string | null;
  since: Date;
  until: Date;
  types: string[];
  batch: number;
  cursor: string | null;
  pages: number;
  seen: number;
  present: number;
  healed: number;
  unreadable: number;
  finishedAt: Date | null;
};

/** Every event created from `since` up to, not including, `until` was compared before. */
export type Covered = { since: Date; until: Date };

const RUN_COLUMNS = `id, account, since, until, types, batch, cursor, pages, seen, present, healed, unreadable, finished_at as "finishedAt"`;

/** When the endpoint began to get this account's events, as far as the inbox can tell: nothing before was meant for it. */
async function findBeginning(client: PoolClient, { account, livemode }: Whose, now: Date): Promise<Date> {
  const { rows } = await client.query<{ created_at: Date }>(
    `select created_at from hookwell.webhook_events
     where livemode = $1 and ${account === null ? 'account is null and $2::text is null' : 'account = $2'} and source <> 'simulator'
     order by received_at, id limit 1`,
    [livemode, account],
  );
  return rows[0]?.created_at ?? now;
}

/** The account's state, made at its first sweep and locked until the end of the transaction: one run at a time. */
async function lockState(client: PoolClient, whose: Whose, beginning: () => Promise<Date>): Promise<Covered> {
  const select = () =>
    client.query<Covered>(
      'select since, until from hookwell.sweep_states where account is not distinct from $1 and livemode = $2 for update',
      [whose.account, whose.livemode],
    );
  const known = (await select()).rows[0];
  if (known) return known;
  await client.query(
    `insert into hookwell.sweep_states (account, livemode, since, until) values ($1, $2, $3, $3)
     on conflict (livemode, account, stripe_account) do nothing`,
    [whose.account, whose.livemode, await beginning()],
  );
  return (await select()).rows[0] as Covered;
}

/** The events between these times are out of Stripe's list before anybody compared them. */
export type Gap = { from: Date; to: Date };

/**
 * The run to work on: one that was left unfinished, by a crash or an error, else a new one. It begins where the last
 * complete one ended, less the overlap, or at `since` where that is given.
 */
export async function openRun(
  pool: Pool,
  whose: Whose,
  ask: { trigger: Trigger; types: string[]; since?: Date; now: Date },
): Promise<{ run: Run; covered: Covered; resumed: boolean; gap: Gap | null }> {
  return transact(pool, async (client) => {
    const beginning = async () =>
      floorToSecond(ask.since ?? new Date((await findBeginning(client, whose, ask.now)).getTime() - OVERLAP_MS));
    const covered = await lockState(client, whose, async () => withinHorizon(await beginning(), ask.now));
    const { rows: open } = await client.query<Run>(
      `select ${RUN_COLUMNS} from hookwell.sweep_runs
       where account is not distinct from $1 and livemode = $2 and finished_at is null order by id limit 1`,
      [whose.account, whose.livemode],
    );
    if (open[0]) return { run: open[0], covered, resumed: true, gap: null };
    const wanted = ask.since ?? new Date(covered.until.getTime() - OVERLAP_MS);
    const since = floorToSecond(withinHorizon(wanted, ask.now));
    const { rows } = await client.query<Run>(
      `insert into hookwell.sweep_runs (account, livemode, trigger, since, until, types)
       values ($1, $2, $3, $4, $5, $6) returning ${RUN_COLUMNS}`,
      [whose.account, whose.livemode, ask.trigger, since, floorToSecond(ask.now), ask.types],
    );
    return {
      run: rows[0] as Run,
      covered,
      resumed: false,
      gap: since > covered.until ? { from: covered.until, to: since } : null,
    };
  });
}

/** The run as it is now: another process may have moved it on. */
export async function reloadRun(pool: Pool, id: string): Promise<Run> {
  const { rows } = await pool.query<Run>(`select ${RUN_COLUMNS} from hookwell.sweep_runs where id = $1`, [id]);
  if (!rows[0]) throw new Error(`The run ${id} of the sweep is gone`);
  return rows[0];
}

/** Begins the run's window again: the event that its cursor names is out of Stripe's list. */
export async function restartRun(pool: Pool, run: Run): Promise<Run> {
  await pool.query(
    `update hookwell.sweep_runs set batch = 0, cursor = null, pages = pages + 1, seen = 0, present = 0, unreadable = 0, counted = 0,
     updated_at = now() where id = $1 and pages = $2 and finished_at is null`,
    [run.id, run.pages],
  );
  return reloadRun(pool, run.id);
}

/** Ends a run whose window is compared to its end, and adds that to what is covered. */
export async function finishRun(pool: Pool, whose: Whose, run: Run): Promise<void> {
  await transact(pool, async (client) => {
    const covered = await lockState(client, whose, async () => run.since);
    const { rows } = await client.query<{ counted: number }>(
      'update hookwell.sweep_runs set finished_at = now(), updated_at = now() where id = $1 and finished_at is null returning counted',
      [run.id],
    );
    if (!rows[0]) return;
    const joined = run.since <= covered.until && run.until >= covered.since;
    await client.query(
      `update hookwell.sweep_states set error = null, erred_at = null, updated_at = now(),
         since = case when $3 then least(since, $4::timestamptz) else $4 end,
         until = case when $3 then greatest(until, $5::timestamptz) else $5 end,
         checked = case when $3 then checked else 0 end + $6::int
       where account is not distinct from $1 and livemode = $2`,
      [whose.account, whose.livemode, joined, run.since, run.until, rows[0].counted],
    );
    // Runs come every few minutes: those that found nothing tell nothing once there is a later one.
    await client.query(
      `delete from hookwell.sweep_runs r where account is not distinct from $1 and livemode = $2 and id < $3 and finished_at is not null
       and not exists (select from hookwell.healed_events h where h.run_id = r.id)`,
      [whose.account, whose.livemode, run.id],
    );
  });
}

/** Keeps why a sweep stopped. Says whether that is news. */
export async function noteError(pool: Pool, whose: Whose, message: string): Promise<boolean> {
  const { rows } = await pool.query<{ news: boolean }>(
    `with before as (
       select row_id, error from hookwell.sweep_states where account is not distinct from $1 and livemode = $2 for update
     )
     update hookwell.sweep_states s set error = $3, erred_at = now(), updated_at = now()
     from before where s.row_id = before.row_id returning before.error is distinct from $3 as news`,
    [whose.account, whose.livemode, message],
  );
  return rows[0]?.news ?? false;
}
