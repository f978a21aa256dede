/** As many deliveries of one event are kept one by one. */
export const MOST_DELIVERIES = 100;

/** The columns in which a signed delivery differs from the sweep's copy. */
const REPLACED = [
  'source',
  'body',
  'body_sha256',
  'body_bytes',
  'api_version',
  'signature_header',
  'secret_label',
  'verified_at',
  'request_id',
  'object_id',
  'customer_id',
];

const isCopy = `e.source = 'sweep' and e.redacted_at is null and excluded.verified_at is not null`;
const replaceCopy = REPLACED.map(
  (column) => `${column} = case when ${isCopy} then excluded.${column} else e.${column} end`,
).join(',\n    ');

/**
 * Events, object ids and jobs in one statement: committed together or not at all.
 * - grouped: the same id twice in one batch would be error 21000 (cannot affect row a second time).
 * - order by id: two batches that hold the same events in another order would deadlock.
 * - xmax = 0: only a row that this statement inserted gets a job.
 * - What the sweep fetches is no delivery, and its copy is unsigned: the first signed body takes its place. A row that
 *   this statement wrote or rewrote has just as many deliveries as this statement brought, and gets its object ids.
 * - Each further delivery gets a row of its own, numbered by the count on the event's row, which the upsert holds locked.
 *   The first one is told by the event's row, unless a sweep's copy was there before, which is number 0. Beyond a hundred
 *   they are only counted: an endless retry must not fill the table.
 */
export const RECORD_EVENTS_SQL = `
with incoming as (
  select *, count(*) filter (where source <> 'sweep') over (partition by id order by verified_at nulls last, nth) as so_far
  from unnest(
    $1::text[], $2::text[], $3::text[], $4::text[], $5::text[]::boolean[], $6::text[]::timestamptz[],
    $7::text[]::event_source[], $8::text[], $9::text[], $10::text[]::int[], $11::text[], $12::text[],
    $13::text[]::timestamptz[], $14::text[], $15::text[], $16::text[]
  ) with ordinality as t(id, type, api_version, account, livemode, created_at, source, body,
         body_sha256, body_bytes, signature_header, secret_label, verified_at, request_id, object_id, customer_id, nth)
), grouped as (
  select distinct on (id) *, count(*) filter (where source <> 'sweep') over (partition by id) as deliveries
  from incoming order by id, verified_at nulls last, nth
), stored as (
  insert into webhook_events as e (
    id, type, api_version, account, livemode, created_at, source, body,
    body_sha256, body_bytes, signature_header, secret_label, verified_at, request_id, object_id, customer_id, deliveries
  )
  select id, type, api_version, account, livemode, created_at, source, body,
    body_sha256, body_bytes, signature_header, secret_label, verified_at, request_id, object_id, customer_id, deliveries
  from grouped order by id
  on conflict (id) do update set
    deliveries = e.deliveries + excluded.deliveries,
    last_delivered_at = case when excluded.deliveries > 0 then now() else e.last_delivered_at end,
    ${replaceCopy}
  returning e.id, (e.xmax = 0) as inserted, e.deliveries
), brought as (
  insert into event_deliveries (event_id, number, source, secret_label, body_sha256, api_version)
  select i.id, case when i.source = 'sweep' then 0 else stored.deliveries - grouped.deliveries + i.so_far end,
    i.source, i.secret_label, i.body_sha256, i.api_version
  from incoming i join grouped on grouped.id = i.id join stored on stored.id = i.id
  where case when i.source = 'sweep' then stored.inserted
    else stored.deliveries - grouped.deliveries + i.so_far between (case when stored.inserted then 2 else 1 end) and ${MOST_DELIVERIES} end
  on conflict do nothing
), objects as (
  insert into event_objects (event_id, object_id, account)
  select o.event_id, o.object_id, o.account
  from unnest($17::text[], $18::text[], $19::text[]) as o(event_id, object_id, account)
  join stored on stored.id = o.event_id
  join grouped on grouped.id = stored.id and grouped.deliveries = stored.deliveries
  on conflict do nothing
), jobs as (
  select enqueue_jobs($20::text, 'event:', 'id', batch.ids, $21::int) as enqueued
  from (select array_agg(id order by id) as ids from stored where inserted having count(*) > 0) as batch
)
select id, inserted, deliveries, (select enqueued from jobs) as jobs from stored
`;

/** The same for events that nobody brought before, with the same parameters; see the function's own words. */
export const RECORD_NEW_EVENTS_SQL = `select record_new_events(${Array.from({ length: 21 }, (_, at) => `$${at + 1}`).join(', ')}) as stored`;
