import type { EventSource, PrismaClient } from '../db/generated/client';

export type DeliveryRecord = {
  /** From 1 on; 0 is the copy that a sweep fetched. */
  number: number;
  receivedAt: Date;
  source: EventSource;
  secretLabel: string | null;
  /** Null: from before deliveries were kept one by one. */
  bodySha256: string | null;
  apiVersion: string | null;
};

/**
 * How an event came, each time, first to last; the sweep's copy stands before the deliveries. At most 101 rows. A first
 * delivery without a row of its own is the one that the event's row was made from.
 */
export function listDeliveries(prisma: PrismaClient, eventId: string): Promise<DeliveryRecord[]> {
  return prisma.$queryRaw`
    with brought as (
      select number, received_at, source, secret_label, body_sha256, api_version
      from event_deliveries where event_id = ${eventId}
    ), told as (
      select 1::smallint, received_at, source, secret_label, body_sha256, api_version
      from webhook_events where id = ${eventId} and deliveries > 0 and not exists (select from brought where number = 1)
    )
    select number, received_at as "receivedAt", source::text as source, secret_label as "secretLabel",
      body_sha256 as "bodySha256", api_version as "apiVersion"
    from (select * from brought union all select * from told) as deliveries order by number`;
}
