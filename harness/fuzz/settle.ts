import pg from 'pg';
import type Stripe from 'stripe';
import { connectionOptions } from '../../lib/db/connection-options';

export type GoodRow = { id: string; status: string; deliveries: number };

/** Waits until all these events were worked on, and returns their rows. Gives up when nothing moves for a minute. */
export async function settleGood(databaseUrl: string, events: Stripe.Event[]): Promise<GoodRow[]> {
  const client = new pg.Client(connectionOptions(databaseUrl));
  await client.connect();
  try {
    let waitingBefore = Number.POSITIVE_INFINITY;
    let movedAt = Date.now();
    for (;;) {
      const { rows } = await client.query<GoodRow>(
        'select id, status::text, deliveries from hookwell.webhook_events where id = any($1)',
        [events.map(({ id }) => id)],
      );
      const { rows: all } = await client.query<{ waiting: number }>(
        `select count(*)::int as waiting from hookwell.webhook_events where status = 'pending'`,
      );
      if (!rows.some(({ status }) => status === 'pending')) return rows;
      const waiting = all[0]?.waiting ?? 0;
      if (waiting < waitingBefore) movedAt = Date.now();
      waitingBefore = Math.min(waiting, waitingBefore);
      if (Date.now() - movedAt > 60_000) return rows;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  } finally {
    await client.end();
  }
}

/** What is wrong with how the good events ended; empty when each is there once and done. */
export function faultsOfGood(events: Stripe.Event[], rows: GoodRow[]): string[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return events.flatMap(({ id, type }) => {
    const row = byId.get(id);
    if (!row) return [`${type} ${id} is lost`];
    return ['processed', 'ignored'].includes(row.status) ? [] : [`${type} ${id} is ${row.status}`];
  });
}
