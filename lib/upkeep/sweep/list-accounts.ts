import type { Pool } from 'pg';

/**
 * Whose events are swept: the key's own account (null) first, then the connected accounts that an event came from, those
 * that waited longest first. Stripe lists a connected account's events only under its own `Stripe-Account` header:
 * https://docs.stripe.com/connect/authentication
 * Hops through the index instead of reading all of it.
 */
export async function listAccounts(pool: Pool, livemode: boolean): Promise<(string | null)[]> {
  const { rows } = await pool.query<{ account: string }>(
    `with recursive hop as (
       (select account from hookwell.webhook_events where livemode = $1 and account is not null order by account limit 1)
       union all
       select (select account from hookwell.webhook_events where livemode = $1 and account > hop.account order by account limit 1)
       from hop where hop.account is not null
     ), known as (
       select account from hop where account is not null and exists (
         select from hookwell.webhook_events e where e.livemode = $1 and e.account = hop.account and e.source <> 'simulator'
       )
       union select account from hookwell.sweep_states where livemode = $1 and account is not null
     )
     select k.account from known k
     left join hookwell.sweep_states s on s.account = k.account and s.livemode = $1
     order by s.updated_at nulls first, k.account`,
    [livemode],
  );
  return [null, ...rows.map(({ account }) => account)];
}
