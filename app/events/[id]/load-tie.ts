import type { EventDetail } from '@/lib/dashboard/events/queries';
import type { PrismaClient } from '@/lib/db/generated/client';
import { findTie } from '@/lib/db/second/find-tie';
import { objectState } from '@/lib/stripe/object-state';

/** `others`: the events that an event is tied with. `askedAt`: when Stripe was asked which state holds. */
export type Tie = { others: string[]; askedAt: Date | null };

/** Whether nothing tells if an event or another one of its second tells the last state. Null: something does. */
export async function loadTie(prisma: PrismaClient, event: EventDetail): Promise<Tie | null> {
  const others = await findTie(prisma, event, objectState);
  if (others.length === 0) return null;
  const asked = await prisma.fetchedObject.findFirst({
    where: { eventId: { in: [event.id, ...others] } },
    orderBy: { fetchedAt: 'desc' },
    select: { fetchedAt: true },
  });
  return { others, askedAt: asked?.fetchedAt ?? null };
}
