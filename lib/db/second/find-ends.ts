import { areTrueOf, countChanges } from './leaves';
import type { Read } from './told';

/** A step back in the kind's own order weighs more than any number of changes. */
const BACK = 2 ** 40;

/**
 * The ends of the best orders of these events. In the best the kind's own order goes back the least often, except at an
 * event with `previous_attributes`, which says itself what it took back; and among those the fewest changes are untold:
 * values of one state that the next event neither found before itself nor says that it changed. `first` is known to
 * stand before all of them.
 *
 * Every order is weighed, set by set: the best way through a set that ends with a given event is the best one through
 * the set without it, and a step. https://en.wikipedia.org/wiki/Held–Karp_algorithm
 */
export function findEnds(events: Read[], first: Read | undefined): Read[] {
  const steps = events.map((from) => events.map((to) => weigh(from, to)));
  const full = 2 ** events.length - 1;
  const best = Array.from({ length: full + 1 }, () => events.map(() => Number.POSITIVE_INFINITY));
  const at = (set: number, end: number): number => best[set]?.[end] ?? Number.POSITIVE_INFINITY;
  for (let set = 1; set <= full; set++)
    events.forEach((event, end) => {
      const rest = set & ~(1 << end);
      const row = best[set];
      if (rest === set || !row) return;
      row[end] =
        rest === 0
          ? first
            ? weigh(first, event)
            : 0
          : Math.min(...events.map((_, from) => at(rest, from) + (steps[from]?.[end] ?? 0)));
    });
  const least = Math.min(...(best[full] ?? []));
  return events.filter((_, end) => at(full, end) === least);
}

function weigh(from: Read, to: Read): number {
  const isBack = to.claims.size === 0 && to.told.order < from.told.order;
  return countChanges(from.after, to.before) + (isBack ? BACK : 0);
}

/**
 * The same for more events than can be weighed, from pairs alone: one follows another if all that it says of the state
 * before is true of the other's. An end has none behind it, other than in a circle, which says nothing.
 */
export function findLikelyEnds(events: Read[]): Read[] {
  const followers = new Map(
    events.map((event) => [
      event,
      events.filter((other) => other !== event && other.claims.size > 0 && areTrueOf(other.claims, event.after)),
    ]),
  );
  const behind = new Map(events.map((event) => [event, reach(event, followers)]));
  return events.filter((event) => [...(behind.get(event) ?? [])].every((other) => behind.get(other)?.has(event)));
}

function reach(from: Read, followers: Map<Read, Read[]>): Set<Read> {
  const found = new Set<Read>();
  const queue = [from];
  for (let event = queue.pop(); event; event = queue.pop())
    for (const next of followers.get(event) ?? [])
      if (!found.has(next)) {
        found.add(next);
        queue.push(next);
      }
  return found;
}
