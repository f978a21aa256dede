import { eventFilter } from '@/app/_lib/event-filter';
import type { Mode } from '@/app/_lib/mode';
import { type EventsParams, eventFilters } from '@/app/_lib/search-params';
import { countEvents, estimateEvents, findModesInUse, listEvents } from '@/lib/dashboard/events/queries';
import { HITS, type Hit } from '@/lib/dashboard/search/hits';
import { search } from '@/lib/dashboard/search/search';
import type { PrismaClient } from '@/lib/db/generated/client';
import { findHandler } from '@/lib/handlers/registry';
import { openCountLimit } from '@/lib/inbox/store/count-open-events';
import type { EventFilter } from '@/lib/inbox/store/filter';
import { type ActiveFilter, activeFilters } from './active-filters';

export const pageSize = 50;

/** What the search box found in this mode beside the events: their number, and where the count stopped. */
export type Match = { hits: Hit[]; elsewhere: Hit[]; events: number };

/** The rows of the address, what its search is about and, where nothing matches, which filter to drop. */
export async function loadList(prisma: PrismaClient, asked: EventsParams, mode: Mode) {
  const filter = await eventFilter(prisma, asked);
  const [page, match, replayable, about] = await Promise.all([
    listEvents(prisma, { ...filter, before: asked.before, after: asked.after, limit: pageSize }),
    asked.q ? findMatch(prisma, asked, mode) : null,
    countReplayable(prisma, filter),
    estimateEvents(prisma, filter),
  ]);
  const empty = page.rows.length === 0;
  return {
    page,
    match,
    replayable,
    about: page.older || page.newer ? about : null,
    inUse: empty ? await findModesInUse(prisma) : null,
    toDrop: empty ? await findDroppable(prisma, asked, mode) : [],
  };
}

async function findMatch(prisma: PrismaClient, asked: EventsParams, mode: Mode): Promise<Match> {
  const only = Object.fromEntries(eventFilters.map((name) => [name, name === 'q' ? asked.q : null]));
  const [{ hits }, events] = await Promise.all([
    search(prisma, asked.q ?? ''),
    eventFilter(prisma, { ...asked, ...only }).then((filter) => countEvents(prisma, filter, openCountLimit)),
  ]);
  const here = (hit: Hit) => hit.livemode === (mode === 'live');
  return { hits: hits.filter(here).slice(0, 2 * HITS), elsewhere: hits.filter((hit) => !here(hit)), events };
}

/** The filters without any one of which the list would not be empty, and how many events it would hold. */
async function findDroppable(prisma: PrismaClient, asked: EventsParams, mode: Mode) {
  const active = activeFilters(asked, mode);
  if (active.length < 2) return [];
  const counted = await Promise.all(
    active.map(async (filter): Promise<ActiveFilter & { events: number }> => {
      const without = await eventFilter(prisma, { ...asked, [filter.name]: null });
      return { ...filter, events: await countEvents(prisma, without, openCountLimit) };
    }),
  );
  return counted.filter(({ events }) => events > 0);
}

export type Droppable = Awaited<ReturnType<typeof findDroppable>>;

/** How many events of the types that the list is narrowed to were ignored, although a handler takes them by now. */
async function countReplayable(prisma: PrismaClient, filter: EventFilter): Promise<number> {
  const types = filter.types?.filter((type) => findHandler(type)) ?? [];
  if (types.length === 0 || (filter.status && filter.status !== 'ignored')) return 0;
  return countEvents(prisma, { ...filter, types, status: 'ignored' }, openCountLimit);
}
