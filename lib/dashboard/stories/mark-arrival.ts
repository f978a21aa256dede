import type { StoryEvent } from './story-orders';

type Placed = Pick<StoryEvent, 'id' | 'type' | 'createdAt' | 'receivedAt'>;

/** An event that came behind one that Stripe made later. */
export type LateArrival = {
  /** How long after that one it came. */
  lateMs: number;
  /** The first of those that overtook it. */
  behind: { id: string; type: string };
};

/**
 * Which events were overtaken on their way, by id. Events of the same second overtake nothing: Stripe's clock does not
 * say which of them is the earlier one.
 */
export function markArrival(events: Placed[]): Map<string, LateArrival> {
  const late = new Map<string, LateArrival>();
  const latestFirst = [...events].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  // Of everything that Stripe made in a later second, what came first.
  let first: Placed | null = null;
  let sameSecond: Placed[] = [];
  for (const event of latestFirst) {
    if (sameSecond[0] && sameSecond[0].createdAt.getTime() !== event.createdAt.getTime()) {
      first = earliest([...(first ? [first] : []), ...sameSecond]);
      sameSecond = [];
    }
    sameSecond.push(event);
    if (first && first.receivedAt < event.receivedAt)
      late.set(event.id, {
        lateMs: event.receivedAt.getTime() - first.receivedAt.getTime(),
        behind: { id: first.id, type: first.type },
      });
  }
  return late;
}

const earliest = (events: Placed[]): Placed | null =>
  events.reduce<Placed | null>((least, event) => (least && least.receivedAt <= event.receivedAt ? least : event), null);
