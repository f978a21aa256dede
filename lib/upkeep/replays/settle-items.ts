import type { Database } from '../../db/client';

/**
 * Writes down what came of the events of a batch that were enqueued, and counts it in the batch, in one statement.
 * An event was set to `pending` when it was enqueued: any other status is of a run behind that. Returns how many changed.
 */
export async function settleItems(prisma: Database, id: bigint): Promise<number> {
  const [row] = await prisma.$queryRaw<[{ changed: number }]>`
    with seen as (
      select i.position, coalesce(e.status::text, 'gone') as status, left(e.last_error, 2000) as error
      from hookwell.replay_batch_items i left join hookwell.webhook_events e on e.id = i.event_id
      where i.batch_id = ${id} and i.state in ('queued', 'retrying')
    ), settled as (
      update hookwell.replay_batch_items i set
        state = seen.status::hookwell.replay_item_state,
        error = case when seen.status in ('failed', 'retrying') then seen.error end,
        finished_at = case when seen.status <> 'retrying' then now() end
      from seen
      where i.batch_id = ${id} and i.position = seen.position and i.state in ('queued', 'retrying')
        and seen.status <> 'pending' and seen.status <> i.state::text
      returning i.state
    ), counted as (
      update hookwell.replay_batches b set
        processed = b.processed + s.processed, ignored = b.ignored + s.ignored, failed = b.failed + s.failed, gone = b.gone + s.gone
      from (
        select count(*) filter (where state = 'processed') as processed, count(*) filter (where state = 'ignored') as ignored,
          count(*) filter (where state = 'failed') as failed, count(*) filter (where state = 'gone') as gone
        from settled
      ) s
      where b.id = ${id} and s.processed + s.ignored + s.failed + s.gone > 0
    )
    select count(*)::int as changed from settled`;
  return row.changed;
}
