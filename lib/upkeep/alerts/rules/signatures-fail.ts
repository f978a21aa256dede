import type { AlertRule } from './alert-rule';

/** So many refusals in a row, with no good delivery between, are no accident. */
const IN_A_ROW = 5;

/** Every delivery is refused: the secret was rotated or belongs to another endpoint, or a proxy changes the body. */
export const signaturesFail: AlertRule = {
  name: 'signatures',
  title: 'Signatures fail',
  // Anyone can post garbage: they can wake somebody once an hour, and keep nobody from hearing of a real failure for longer.
  calmSeconds: 3_600,
  againSeconds: 3_600,
  async look(prisma) {
    const [row] = await prisma.$queryRaw<{ refused: number; message: string | null }[]>`
      with good as (
        select max(e.received_at) as at from (values (true), (false)) as m(livemode), lateral (
          select received_at from hookwell.webhook_events
          where livemode = m.livemode and source <> 'sweep' order by received_at desc limit 1
        ) as e
      ), bad as (
        -- Of a row that is older than the last good delivery nobody knows how many came since: one did.
        select case when received_at > coalesce(good.at, '-infinity') then count else 1 end as count, message, last_seen_at
        from hookwell.rejected_deliveries, good
        where code in ('invalid_signature', 'timestamp_out_of_tolerance') and dismissed_at is null
          and last_seen_at > greatest(coalesce(good.at, '-infinity'), now() - interval '1 day')
      )
      select coalesce(sum(count), 0)::int as refused, (array_agg(message order by last_seen_at desc))[1] as message
      from bad`;
    if (!row || row.refused < IN_A_ROW) return null;
    return `${row.refused} deliveries in a row were refused for their signature, and none was accepted between. The last: ${row.message} See /rejected`;
  },
};
