import { createLoader, createParser, createSerializer, parseAsInteger, parseAsStringLiteral } from 'nuqs/server';
import { RANGES } from '@/lib/dashboard/overview/range';
import { storyOrders } from '@/lib/dashboard/stories/story-orders';
import { EventSource, EventStatus } from '@/lib/db/generated/enums';
import { KEPT_CODES } from '@/lib/inbox/rejections/causes';
import { readMoment } from '@/lib/kit/moments';
import { parseAsCursor, parseAsText, parseAsTextOf } from './parsers';

/** A moment, as ISO 8601 in UTC: `2026-11-22T09:30Z`, or what a date field without a zone writes. */
const parseAsMoment = createParser({
  parse: readMoment,
  serialize: (at: Date) => at.toISOString().replace(/(:00)?\.000Z$/, 'Z'),
  eq: (a, b) => a.getTime() === b.getTime(),
});

/** The spans that a list can be narrowed to, and their hours. */
export const ranges = { '1h': 1, '24h': 24, '7d': 7 * 24, '30d': 30 * 24 } as const;

const statuses = <Value extends string>(values: Record<string, Value>) => parseAsStringLiteral(Object.values(values));

const paging = { mode: parseAsStringLiteral(['live', 'test'] as const), before: parseAsCursor, after: parseAsCursor };
const events = {
  ...paging,
  type: parseAsTextOf(1_000),
  status: statuses(EventStatus),
  object: parseAsText,
  account: parseAsText,
  source: statuses(EventSource),
  version: parseAsText,
  range: parseAsStringLiteral(Object.keys(ranges) as (keyof typeof ranges)[]),
  from: parseAsMoment,
  to: parseAsMoment,
  // A pasted address of Stripe's dashboard is long.
  q: parseAsTextOf(1_000),
};
/** One object: whose it is, and the order and page of its story. */
const object = { ...paging, account: parseAsText, story: parseAsStringLiteral(storyOrders) };
const mail = { mode: paging.mode, view: parseAsStringLiteral(['html', 'text'] as const) };
const overview = { mode: paging.mode, range: parseAsStringLiteral(RANGES), currency: parseAsText };
const findings = { ...paging, state: parseAsStringLiteral(['open', 'resolved'] as const), rule: parseAsText };
const rejected = {
  ...paging,
  state: parseAsStringLiteral(['open', 'dismissed'] as const),
  code: parseAsStringLiteral(KEPT_CODES),
  q: parseAsText,
};
const settings = {
  saved: parseAsText,
  refused: parseAsText,
  typed: parseAsText,
  problem: parseAsText,
  days: parseAsText,
};
const erasure = { customer: parseAsText, account: parseAsText };
const audit = { before: paging.before, after: paging.after, action: parseAsText, person: parseAsText };
const setup = { story: parseAsText, sent: parseAsInteger, problem: parseAsText };

const replay = {
  mode: paging.mode,
  show: parseAsStringLiteral(['failed', 'open', 'done'] as const),
  after: parseAsInteger,
};

/** What the address of each page says, checked; a value that is not valid counts as absent. */
export const loadOverviewParams = createLoader(overview);
export const loadEventsParams = createLoader(events);
export const loadMailParams = createLoader(mail);
export const loadFindingsParams = createLoader(findings);
export const loadRejectedParams = createLoader(rejected);
export const loadSettingsParams = createLoader(settings);
export const loadErasureParams = createLoader(erasure);
export const loadAuditParams = createLoader(audit);
export const loadSetupParams = createLoader(setup);
export const loadObjectParams = createLoader(object);

export const loadReplaysParams = createLoader(paging);
export const loadReplayParams = createLoader(replay);

/** Addresses of the pages. */
export const overviewHref = createSerializer(overview).bind(null, '/');
export const eventsHref = createSerializer(events).bind(null, '/events');
export const replaysHref = createSerializer(paging).bind(null, '/replays');
export const replayHref = (id: bigint) => createSerializer(replay).bind(null, `/replays/${id}`);
export const mailsHref = createSerializer(paging).bind(null, '/mails');
export const findingsHref = createSerializer(findings).bind(null, '/findings');
export const auditHref = createSerializer(audit).bind(null, '/audit');
export const objectPageHref = createSerializer(object);
export const rejectedHref = createSerializer(rejected).bind(null, '/rejected');
export const mailHref = (key: string) => createSerializer(mail).bind(null, `/mails/${key}`);

/** What the address of the events list says. */
export type EventsParams = Awaited<ReturnType<typeof loadEventsParams>>;

/** The filters of the events list, none set: what `eventsHref` needs beside the mode to say “all”. */
export const eventFilters = [
  'type',
  'status',
  'source',
  'account',
  'version',
  'range',
  'from',
  'to',
  'object',
  'q',
] as const;

/**
 * Typed types as the query takes them, several behind commas or spaces. `charge.*` and `charge.` are the family, and so is
 * `charge`, because every type of Stripe has a dot. Null: all.
 */
export function toTypeFilters(typed: string | null): string[] | null {
  const filters = (typed ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(toTypeFilter);
  return filters.length === 0 || filters.includes('*') ? null : [...new Set(filters)].slice(0, 20);
}

function toTypeFilter(text: string): string {
  if (text.includes('.') && !/\.\*?$/.test(text)) return text;
  return text === '*' ? text : `${text.replace(/\.?\*?$/, '')}.*`;
}
