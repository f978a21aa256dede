import type { EventContext, ToldBy } from '../../db/event-context';
import { orderSecond } from '../../db/second/order-second';
import { readSecond } from '../../db/second/read-second';
import { UndecidedSecond } from '../../db/second/undecided-second';
import { type PaymentMethodFacts, paymentMethodSchema } from '../../stripe/payment-method';

/** A payment method as an event tells it. */
export type ToldMethod = { method: PaymentMethodFacts; event: Pick<ToldBy, 'id' | 'createdAt'> };

/** One that was detached stays so, whatever else its second tells. */
const rankOf = ({ type }: Pick<ToldBy, 'type'>): number => Number(type === 'payment_method.detached');

/**
 * Decides whose details hold where several events of one second tell of a payment method, as lib/db/second does for
 * objects with a state: by all events of that second that are stored, applied or not. Call it behind the lock of the
 * row. Null: there is nothing to decide from, and the row stays.
 */
export async function chooseTold(context: EventContext, { id }: PaymentMethodFacts): Promise<ToldMethod | null> {
  const { tx, event } = context;
  const fetched = await readFetched(context, id);
  if (fetched) return fetched;
  const stored = await readSecond(tx, { ...event, objectId: id });
  const readable = stored.flatMap((one) => {
    const method = read(context, one.object);
    return method ? [{ ...one, method, order: 0 }] : [];
  });
  if (!readable.some((one) => one.id === event.id)) return null;
  const furthest = Math.max(...readable.map(rankOf));
  const told = readable.filter((one) => rankOf(one) === furthest);
  const { last, tied } = orderSecond(told);
  if (tied.length > 0 && context.mayAsk) throw new UndecidedSecond(id, tied);
  const winner = told.find((one) => one.id === last.id);
  return winner ? { method: winner.method, event: winner } : null;
}

/** What Stripe answered when it was asked for this event's object: a state of the moment of the answer. */
async function readFetched(context: EventContext, id: string): Promise<ToldMethod | null> {
  const { tx, event } = context;
  const fetched = await tx.fetchedObject.findUnique({ where: { eventId: event.id } });
  if (fetched?.objectId !== id) return null;
  const method = read(context, JSON.parse(fetched.body));
  const createdAt = new Date(Math.floor(fetched.fetchedAt.getTime() / 1000) * 1000);
  return method && { method, event: { id: event.id, createdAt } };
}

/** Null: it cannot be read, and decides nothing; the event that tells it fails by itself. */
function read({ scrub }: EventContext, object: unknown): PaymentMethodFacts | null {
  return paymentMethodSchema.safeParse(scrub ? scrub(object) : object).data ?? null;
}
