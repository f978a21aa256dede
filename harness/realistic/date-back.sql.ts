/** A number from 0 to 1 that belongs to an id: the same in every run. */
const chance = (id: string, what: string) => `(abs(hashtext(${id} || '${what}')::bigint) / 2147483648.0)`;

/** Most deliveries take a second; one in fifty had to be sent again. */
const arrival = `case when ${chance('id', 'late')} < 0.02 then ${chance('id', 'wait')} * interval '90 s'
  else interval '250 ms' + ${chance('id', 'wait')} * ${chance('id', 'way')} * interval '2 s' end`;

const work = `interval '12 ms' + ${chance('id', 'work')} * ${chance('id', 'busy')} * interval '400 ms'`;

/**
 * Everything was stored and applied within a minute: each statement moves times to where they would stand had the events
 * come when Stripe created them. Nothing else about the rows is changed.
 */
export const DATE_BACK = [
  `update hookwell.webhook_events set received_at = created_at + ${arrival}`,
  `update hookwell.webhook_events set last_delivered_at = received_at,
     processed_at = case when processed_at is null then null else received_at + ${work} end`,
  `update hookwell.event_deliveries d set received_at = e.received_at, verified_at = e.received_at from hookwell.webhook_events e where e.id = d.event_id`,
  `update hookwell.event_attempts a set finished_at = coalesce(e.processed_at, e.received_at + interval '40 ms'),
     started_at = coalesce(e.processed_at, e.received_at + interval '40 ms') - interval '9 ms'
   from hookwell.webhook_events e where e.id = a.event_id and a.number = 1`,
  `update hookwell.event_changes c set created_at = e.processed_at from hookwell.webhook_events e where e.id = c.event_id and e.processed_at is not null`,
  `update hookwell.effects f set created_at = e.processed_at,
     completed_at = case when f.completed_at is null then null else e.processed_at + ${chance('f.key', 'work')} * interval '3 s' end
   from hookwell.webhook_events e where e.id = f.event_id and e.processed_at is not null`,
  `update hookwell.orders o set fulfilled_at = f.completed_at, updated_at = f.completed_at
   from hookwell.effects f where f.order_id = o.id and f.kind = 'fulfil' and f.completed_at is not null`,
  `update hookwell.mails m set created_at = f.completed_at from hookwell.effects f where f.key = m.effect_key and f.completed_at is not null`,
];
