import type { EventSource, PrismaClient } from '../../db/generated/client';

export type DeliveryRecord = {
  /** From 1 on; 0 is the copy that a sweep fetched. */
  number: number;
  receivedAt: Date;
  source: EventSource;
  secretLabel: string | null;
  bodySha256: string;
  apiVersion: string | null;
  /** It does not say what the text that counts says. */
  contradicts: boolean;
};

/**
 * How an event came, each time, first to last; the sweep's copy stands before the deliveries. At most 101 rows.
 */
export function listDeliveries(prisma: PrismaClient, eventId: string): Promise<DeliveryRecord[]> {
  return prisma.$queryRaw`
    select number, received_at as "receivedAt", source::text as source, secret_label as "secretLabel",
      body_sha256 as "bodySha256", api_version as "apiVersion", contradicts
    from hookwell.event_deliveries where event_id = ${eventId} order by number`;
}
