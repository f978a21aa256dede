import type { EventContext, ToldBy } from '../event-context';
import { type ObjectRow, type Upserted, upsertStatement, type Written } from '../upsert-statement';
import { orderSecond } from './order-second';
import { readSecond } from './read-second';
import { UndecidedSecond } from './undecided-second';

/**
 * Decides between states that several events of one second tell of an object, once the row is written and locked: by all
 * events of that second that are stored, applied or not, so that any order of arrival ends in the same row. Where nothing
 * decides, Stripe is asked for the object, if it may be. Null: there is nothing to decide from, and the row stays.
 */
export async function settleSecond(context: EventContext, object: ObjectRow): Promise<Upserted | null> {
  const { tx, event, scrub } = context;
  const { retell } = object;
  if (!retell) return null;
  const fetched = await readFetched(context, object);
  if (fetched) return write(context, fetched, 'guarded');
  const stored = await readSecond(tx, {
    account: event.account,
    livemode: event.livemode,
    objectId: object.columns.id,
    createdAt: event.createdAt,
  });
  const told = stored.flatMap((one) => {
    const payload = (scrub ? scrub(one.object) : one.object) as Record<string, unknown>;
    const row = tryTo(() => retell(one, payload));
    return row?.table === object.table && row.state.rank === object.state.rank ? [{ one, row }] : [];
  });
  if (!told.some(({ one }) => one.id === event.id)) return null;
  const { last, tied } = orderSecond(
    told.map(({ one, row }) => ({
      id: one.id,
      type: one.type,
      object: one.object,
      previous: one.previous ?? null,
      order: row.state.order,
    })),
  );
  if (tied.length > 0 && context.mayAsk) throw new UndecidedSecond(object.columns.id, tied);
  const winner = told.find(({ one }) => one.id === last.id);
  return winner ? write(context, { row: winner.row, event: winner.one }, 'forced') : null;
}

type Chosen = { row: ObjectRow; event: ToldBy };

async function write(context: EventContext, { row, event }: Chosen, again: 'guarded' | 'forced'): Promise<Upserted> {
  const { text, values } = upsertStatement({ event }, row, { again });
  const [written] = await context.tx.$queryRawUnsafe<Written[]>(text, ...values);
  return written?.current && event.id === context.event.id ? 'updated' : 'stale';
}

/** What Stripe answered when it was asked for this event's object: a state of the moment of the answer. */
async function readFetched(context: EventContext, object: ObjectRow): Promise<Chosen | null> {
  const { tx, event, scrub } = context;
  const fetched = await tx.fetchedObject.findUnique({ where: { eventId: event.id } });
  if (!fetched || !object.retell || fetched.objectId !== object.columns.id) return null;
  const payload = JSON.parse(fetched.body) as Record<string, unknown>;
  const createdAt = new Date(Math.floor(fetched.fetchedAt.getTime() / 1000) * 1000);
  const asked = { ...event, createdAt, previous: null };
  const row = tryTo(() => object.retell?.(asked, (scrub ? scrub(payload) : payload) as Record<string, unknown>));
  return row ? { row, event: asked } : null;
}

/** A state that cannot be read decides nothing; the event that tells it fails by itself. */
function tryTo<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
