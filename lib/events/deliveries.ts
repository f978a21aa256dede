import type { PrismaClient } from '../db/generated/client';

/** How an event came, each time, first to last; the sweep's copy stands before the deliveries. At most 101 rows. */
export function listDeliveries(prisma: PrismaClient, eventId: string) {
  return prisma.eventDelivery.findMany({ where: { eventId }, orderBy: { number: 'asc' } });
}

export type DeliveryRecord = Awaited<ReturnType<typeof listDeliveries>>[number];
