import type { ClientBase, Pool } from 'pg';

/** The range is what the index on types can follow; the pattern leaves `invoiceitem.*` out. */
const SEEN_SQL = `
select exists (
  select 1 from hookwell.webhook_events
  where livemode = $1 and type >= 'invoice' and type < 'invoicf' and type ~ '^invoice(_payment)?[.]'
    and source in ('webhook', 'sweep')
) as seen`;

/** Whether Stripe has ever told of an invoice in this mode. What the simulator tells doesn't count. */
export async function invoicesSeen(client: ClientBase | Pool, livemode: boolean): Promise<boolean> {
  const { rows } = await client.query<{ seen: boolean }>(SEEN_SQL, [livemode]);
  return rows[0]?.seen === true;
}
