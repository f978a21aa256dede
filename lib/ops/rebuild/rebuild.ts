import type { Pool } from 'pg';
import { connect } from '../../db/client';
import { requireSession } from '../../db/look-between';
import { findHandler } from '../../handlers/registry';
import { applyAnew, chooseEvents, type FailedEvent } from './apply-anew';
import { type Compared, compareTable, type Difference } from './compare-table';
import { createScratchSchema, type ScratchSchema } from './create-scratch-schema';
import { prepareComparison } from './prepare-comparison';

/** The ledger of work on the outside says what was done, which no event tells; movements are what an order's amounts add up. */
const NOT_COMPARED = ['effects', 'order_movements', 'order_holds'];

export type RebuildReport = {
  /** How many events were applied, and those that could not be. */
  events: number;
  failed: FailedEvent[];
  differences: number;
  /** Rows of the live tables that were compared, by table. */
  compared: Record<string, number>;
  /** What could not be compared: because of redacted events, and because of events applied meanwhile. */
  leftOut: Record<'redacted' | 'late', { events: number; rows: number }>;
  /** Types that were kept as `ignored` and have got a handler since: replay them. */
  unapplied: { type: string; events: number }[];
};

type Watch = {
  signal?: AbortSignal;
  onDifference?(difference: Difference): void;
  onApplied?(applied: number, all: number): void | Promise<void>;
};

/**
 * Computes every projection anew from the stored events, beside the live ones, and compares the two row by row. It needs
 * a connection that is no pooler's (`url`), changes nothing that is live, does no effect and asks nothing of the network.
 */
export async function rebuild(url: string, watch: Watch = {}): Promise<RebuildReport> {
  await requireSession(url, 'Rebuilding');
  const live = connect(url, { max: 3, name: 'rebuild' });
  let scratch: ScratchSchema | undefined;
  try {
    scratch = await createScratchSchema(live.pool);
    const events = await chooseEvents(live.pool, scratch.name);
    const failed = await apply(url, live.pool, scratch, events, watch);
    return { events, failed, ...(await compare(live.pool, scratch, watch)), unapplied: await findUnapplied(live.pool) };
  } finally {
    await scratch?.remove();
    await live.close();
  }
}

async function apply(url: string, pool: Pool, { name }: ScratchSchema, events: number, watch: Watch) {
  const beside = connect(url, { max: 2, name: 'rebuild', schema: name });
  try {
    const onApplied = (applied: number) => watch.onApplied?.(applied, events);
    return await applyAnew({ pool, scratch: beside.prisma, schema: name }, { signal: watch.signal, onApplied });
  } finally {
    await beside.close();
  }
}

/** All comparisons see one moment, so that what is applied meanwhile is told apart from what is wrong. */
async function compare(pool: Pool, { name, projections }: ScratchSchema, { signal, onDifference }: Watch) {
  const tables = projections.filter((table) => !NOT_COMPARED.includes(table));
  for (const table of tables) await pool.query(`analyze ${name}.${table}`);
  const client = await pool.connect();
  let differences = 0;
  const compared: Record<string, number> = {};
  const left: Compared = { rows: 0, redacted: 0, late: 0 };
  try {
    await client.query('begin isolation level repeatable read');
    const events = await prepareComparison(client, name);
    for (const table of tables) {
      signal?.throwIfAborted();
      const result = await compareTable(client, name, table, (difference) => {
        differences++;
        onDifference?.(difference);
      });
      compared[table] = result.rows;
      left.redacted += result.redacted;
      left.late += result.late;
    }
    const leftOut = {
      redacted: { events: events.redacted, rows: left.redacted },
      late: { events: events.late, rows: left.late },
    };
    return { differences, compared, leftOut };
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function findUnapplied(pool: Pool): Promise<RebuildReport['unapplied']> {
  const { rows } = await pool.query<{ type: string; events: number }>(
    `select type, count(*)::int as events from hookwell.webhook_events where status = 'ignored' group by type order by type`,
  );
  return rows.filter(({ type }) => findHandler(type) !== undefined);
}
