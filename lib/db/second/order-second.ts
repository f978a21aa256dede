import { findEnds, findLikelyEnds } from './find-ends';
import { before, claimsOf, countChanges, leavesOf } from './leaves';
import type { Read, Told } from './told';

/** The event whose state holds. `tied`: all that could be it just as well, sorted, itself among them; empty: decided. */
export type OrderedSecond = { last: Told; tied: string[] };

/** All orders of up to this many events are weighed: 2^n · n² steps. */
const MOST_WEIGHED = 10;

/**
 * Which of an object's events of one second and one rank is the last: Stripe's `created` cannot tell, and their ids are
 * random. What decides: `*.created` is first and `*.deleted` last; then the order in which the fewest changes are untold,
 * going by `previous_attributes`; then the kind's own order. Where nothing does, the state that says most counts, else the
 * largest id, so that any order of arrival has the same answer. Throws if there are no events. See docs/decisions/0012-two-states-of-one-second.md.
 */
export function orderSecond(events: readonly Told[]): OrderedSecond {
  const read = [...new Map(events.map((told) => [told.id, told])).values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(readTold);
  const created = read.filter(({ told }) => told.type.endsWith('.created'));
  const deleted = read.filter(({ told }) => told.type.endsWith('.deleted'));
  const between = read.filter((event) => !created.includes(event) && !deleted.includes(event));
  let ordered: OrderedSecond | undefined;
  let previous: Read | undefined;
  for (const group of [created, between, deleted].filter(({ length }) => length > 0)) {
    ordered = choose(endsOf(group, previous));
    previous = group.find(({ told }) => told === ordered?.last);
  }
  if (!ordered) throw new Error('There is no event to choose from: a second has one at least');
  return ordered;
}

function readTold(told: Told): Read {
  const after = leavesOf(told.object);
  const claims = claimsOf(told.previous, after);
  return { told, after, claims, before: claims.size > 0 ? before(after, claims) : after };
}

/** Those that may be the last one of their group by what they say of each other. */
function endsOf(group: Read[], previous: Read | undefined): Read[] {
  if (group.length === 1 || group.every(({ claims }) => claims.size === 0)) return group;
  return group.length > MOST_WEIGHED ? findLikelyEnds(group) : findEnds(group, previous);
}

function choose(ends: Read[]): OrderedSecond {
  const furthest = Math.max(...ends.map(({ told }) => told.order));
  // They stand by their ids: of two that say as much the larger id is the last.
  const equal = ends.filter(({ told }) => told.order === furthest).sort((a, b) => a.after.size - b.after.size);
  const [last, ...others] = equal.toReversed();
  if (!last) throw new Error('An order of events has an end');
  const differ = others.some(({ after }) => countChanges(last.after, after) > 0);
  return { last: last.told, tied: differ ? [...others, last].map(({ told }) => told.id).sort() : [] };
}
