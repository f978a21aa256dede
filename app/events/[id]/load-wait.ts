import type { EventDetail } from '@/lib/dashboard/events/queries';
import type { PrismaClient } from '@/lib/db/generated/client';
import { findWaitForStripe, type WaitForStripe } from '@/lib/upkeep/liveness/stripe-silence';

/** What an event that is not applied yet waits for at Stripe. Null: nothing. */
export async function loadWait(prisma: PrismaClient, { id, status }: EventDetail): Promise<WaitForStripe | null> {
  if (status !== 'pending' && status !== 'retrying') return null;
  return findWaitForStripe((sql, ...values) => prisma.$queryRawUnsafe(sql, ...values), id);
}
