import { Prisma, type PrismaClient } from '../../db/generated/client';

/** Columns of a changed row, by their names in the database. Of an update, those that changed. */
type ChangedColumns = Record<string, unknown>;

/** One row that an event changed, recorded by the database in the event's own transaction. */
export type Change = {
  id: bigint;
  table: string;
  /** The Stripe object's id, the order's id or the effect's key. */
  objectId: string;
  orderId: string | null;
  operation: 'insert' | 'update' | 'delete';
  before: ChangedColumns | null;
  after: ChangedColumns | null;
  createdAt: Date;
  /** Of the order, for amounts among the changes. */
  currency: string | null;
  event: { id: string; type: string; summary: string | null };
};

/** A change as {@link changeColumns} read it. */
export type ChangeRow = Omit<Change, 'event'> & { eventId: string; type: string; summary: string | null };

export const asChange = ({ eventId, type, summary, ...row }: ChangeRow): Change => ({
  ...row,
  event: { id: eventId, type, summary },
});

/** Of `event_changes c`, its event `e` and its order `o`. */
export const changeColumns = Prisma.sql`
  c.id, c.table_name as "table", c.object_id as "objectId", c.order_id as "orderId", c.operation, c.before, c.after,
  c.created_at as "createdAt", o.currency, e.id as "eventId", e.type, e.summary`;
const joined = Prisma.sql`
  hookwell.event_changes c join hookwell.webhook_events e on e.id = c.event_id left join hookwell.orders o on o.id = c.order_id`;

/** What one event changed, in the order in which it did; over several runs where it was replayed. */
export async function listEventChanges(prisma: PrismaClient, eventId: string, limit = 200): Promise<Change[]> {
  const rows = await prisma.$queryRaw<ChangeRow[]>`
    select ${changeColumns} from ${joined} where c.event_id = ${eventId} order by c.id limit ${limit}`;
  return rows.map(asChange);
}
