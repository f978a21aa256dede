import { Prisma } from '../../../db/generated/client';
import { defineRule } from '../define-rule';

/** What came under one event's id says the same, whoever signed it. Stripe gives its events away for 30 days. */
export const contradictingDeliveries = defineRule<{ labels: string[]; asked: boolean }>({
  name: 'contradicting_deliveries',
  title: 'One event, delivered with different contents',
  advice:
    'Look at the deliveries on the event’s page. If its secret signed what Stripe never sent, somebody has it: roll it at Stripe, and look at what the event changed. With STRIPE_SECRET_KEY Stripe’s own copy counts.',
  sql: Prisma.sql`
    select d.event_id as "objectId", null as "orderId", array_agg(distinct coalesce(d.secret_label, 'none')) as labels,
      bool_or(e.body_number = 0) as asked
    from hookwell.event_deliveries d join hookwell.webhook_events e on e.id = d.event_id
    where d.contradicts and d.received_at > now() - interval '30 days' group by d.event_id`,
  describe: ({ objectId, labels, asked }) =>
    `${objectId} was delivered with other contents, signed by the secret ${labels.join(' and ')}; ${asked ? 'Stripe’s own copy counts' : 'what came first counts'}`,
});
