import type { EventContext } from './event-context';
import { settleSecond } from './second/settle-second';
import { type ObjectRow, type Upserted, upsertStatement, type Written } from './upsert-statement';

/**
 * Writes an object's row, unless what is there is further: (rank, event's created, order, event id), so that any order
 * of arrival and any repetition ends in the same row. Two states of one second are decided by what their events say.
 */
export async function upsertObject(context: EventContext, object: ObjectRow): Promise<Upserted> {
  const { text, values } = upsertStatement(context, object);
  const rows = await context.tx.$queryRawUnsafe<Written[]>(text, ...values);
  return settleWritten(context, object, rows[0]);
}

/** What became of a row, once two states of one second are decided. */
export async function settleWritten(
  context: EventContext,
  object: ObjectRow,
  written: Written | undefined,
): Promise<Upserted> {
  if (written?.contested && !context.fetchedAt) {
    const settled = await settleSecond(context, object);
    if (settled) return settled;
  }
  if (!written?.current) return 'stale';
  return written.inserted ? 'inserted' : 'updated';
}
