import { Prisma } from '../../../db/generated/client';
import { OVERDUE_MS } from '../../sweep/window';
import { defineRule } from '../define-rule';

/**
 * What was missed is fetched before Stripe forgets it, after 30 days. A sweep that has not been complete for 25 is told
 * of while there is time: https://docs.stripe.com/api/events/list
 */
export const sweepOverdue = defineRule<{ account: string | null; until: Date; error: string | null }>({
  name: 'sweep_overdue',
  title: 'The comparison with Stripe is overdue',
  advice:
    'Stripe lists an event for 30 days. Run npm run sweep now; if it stops, it says why, most often a key without the right to read events.',
  sql: Prisma.sql`
    select coalesce(s.account, 'own account') || case when s.livemode then ' (live)' else ' (test)' end as "objectId",
      null::text as "orderId", s.account, s.until, s.error
    from hookwell.sweep_states s
    where s.until < now() - make_interval(secs => ${OVERDUE_MS / 1000}::float8)
      -- A first sweep begins 30 days back, and is on its way.
      and not (s.since = s.until and s.error is null and s.updated_at > now() - interval '1 hour')`,
  describe: ({ objectId, until, error }) =>
    `The events of ${objectId} were last compared with Stripe at ${until.toISOString()}, and Stripe lists them for 30 days only: run \`npm run sweep\`${error ? ` (it stopped: ${error})` : ''}`,
});
