import type { PrismaClient } from '../../db/generated/client';

/** The signed text of an event, verbatim. Null: no such event. */
export async function getEventBody(prisma: Pick<PrismaClient, '$queryRaw'>, id: string): Promise<string | null> {
  const rows = await prisma.$queryRaw<{ body: string }[]>`
    select d.body from hookwell.webhook_events e
    join hookwell.event_deliveries d on d.event_id = e.id and d.number = e.body_number where e.id = ${id}`;
  return rows[0]?.body ?? null;
}
