import type { Scope } from '../event-context';
import type { PrismaClient } from '../generated/client';
import type { ObjectState } from '../upsert-statement';
import { orderSecond } from './order-second';
import { readSecond } from './read-second';
import type { Told } from './told';

/** How far an event says that its object has come. Null: no state of the object is kept. */
export type StateOf = (told: Omit<Told, 'order'>) => ObjectState | null;

/**
 * The other events of an event's object that were created in the same second and could just as well tell its last state.
 * Empty: there is none, or what they say decides. `stateOf` tells the rank and the kind's own order.
 */
export async function findTie(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  event: { id: string; objectId: string | null; createdAt: Date } & Scope,
  stateOf: StateOf = () => ({ rank: 0, order: 0 }),
): Promise<string[]> {
  const { id, objectId } = event;
  if (!objectId) return [];
  const stored = await readSecond(prisma, { ...event, objectId });
  if (stored.length < 2) return [];
  const told = stored.flatMap((one) => {
    const state = stateOf(one);
    return state ? [{ ...one, ...state }] : [];
  });
  const own = told.find((one) => one.id === id);
  if (!own) return [];
  const { tied } = orderSecond(told.filter(({ rank }) => rank === own.rank));
  return tied.includes(id) ? tied.filter((other) => other !== id) : [];
}
