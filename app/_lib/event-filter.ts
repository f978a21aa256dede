import { listEventTypes } from '@/lib/dashboard/events/queries';
import { toEventFilter } from '@/lib/dashboard/search/to-event-filter';
import type { PrismaClient } from '@/lib/db/generated/client';
import type { EventFilter } from '@/lib/inbox/store/filter';
import { classify } from '@/lib/stripe/classify';
import { deploymentMode } from './mode';
import { type EventsParams, ranges, toTypeFilters } from './search-params';

const HOUR = 3_600_000;

/** What an address of the events list narrows it to, whoever asks: the page, its live updates, a replay, an export. */
export async function eventFilter(prisma: PrismaClient, asked: EventsParams): Promise<EventFilter> {
  const livemode = (asked.mode ?? deploymentMode()) === 'live';
  const [types, found] = await Promise.all([
    typesOf(prisma, asked.type, livemode),
    asked.q ? toEventFilter(prisma, classify(asked.q), livemode) : null,
  ]);
  return {
    livemode,
    types:
      types && found?.types ? types.filter((type) => found.types?.includes(type)) : (types ?? found?.types ?? null),
    status: asked.status,
    source: asked.source,
    apiVersion: asked.version,
    requestId: found?.requestId ?? null,
    // An exact span wins over one that ends now.
    from: asked.from ?? (asked.range && !asked.to ? new Date(Date.now() - ranges[asked.range] * HOUR) : null),
    to: asked.to,
    ...both(asked, found),
  };
}

/** The box and a link may each ask for an object or an account. Two that differ have no event in common. */
function both(asked: EventsParams, found: Awaited<ReturnType<typeof toEventFilter>> | null) {
  const clash = asked.account && found?.account && asked.account !== found.account;
  const objectIds = asked.object ? [asked.object] : null;
  return {
    account: asked.account ?? found?.account ?? null,
    objectIds: clash ? [] : (found?.objectIds ?? objectIds),
    // Of events that speak of both, none is lost and none is added: the second condition stands beside the first.
    alsoObjectIds: found?.objectIds ? objectIds : null,
  };
}

/** The types that were received and are asked for: by name they find the index, by prefix they would not. */
async function typesOf(prisma: PrismaClient, typed: string | null, livemode: boolean): Promise<string[] | null> {
  const asked = toTypeFilters(typed);
  if (!asked?.some((type) => type.endsWith('.*'))) return asked;
  const known = await listEventTypes(prisma, livemode);
  const exact = asked.filter((type) => !type.endsWith('.*'));
  const families = asked.filter((type) => type.endsWith('.*')).map((type) => type.slice(0, -1));
  return [...new Set([...exact, ...known.filter((type) => families.some((family) => type.startsWith(family)))])];
}
