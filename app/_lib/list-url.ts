import { createLoader, createParser, createSerializer, parseAsStringLiteral } from 'nuqs/server';
import type { ListFilter } from '@/lib/dashboard/lists/define-list';
import type { Page, PageRequest } from '@/lib/db/paging/keyset';
import { atMostLast, readMoment } from '@/lib/kit/moments';
import { deploymentMode, type Mode, modeParam } from './mode';
import { parseAsCursor, parseAsText } from './parsers';

/** An ISO code, or one of Stripe's that is longer: `usdc`. */
const parseAsCurrency = createParser({
  parse: (value) => (/^[a-z0-9]{2,12}$/i.test(value.trim()) ? value.trim().toLowerCase() : null),
  serialize: (value: string) => value,
});

/** A day of UTC as a date field writes it. */
const parseAsDay = createParser({
  parse: (value) => (value.length === 10 && readMoment(value) ? value : null),
  serialize: (value: string) => value,
});

const oneOf = (values: readonly string[] | undefined) => parseAsStringLiteral(values ?? []);

const parsers = ({ statuses, kinds }: { statuses?: readonly string[]; kinds?: readonly string[] }) => ({
  mode: parseAsStringLiteral(['live', 'test'] as const),
  q: parseAsText,
  status: oneOf(statuses),
  kind: oneOf(kinds),
  currency: parseAsCurrency,
  account: parseAsText,
  from: parseAsDay,
  to: parseAsDay,
  before: parseAsCursor,
  after: parseAsCursor,
});

/** The filters that a list's address can hold; what is null is not on. */
export type ListAsked = {
  q: string | null;
  status: string | null;
  kind: string | null;
  currency: string | null;
  account: string | null;
  /** Days of UTC, both of them included. */
  from: string | null;
  to: string | null;
};

/** What an address of a list asks for, and how to ask for something else. */
export type ListView = {
  mode: Mode;
  asked: ListAsked;
  filter: ListFilter;
  request: ListFilter & PageRequest;
  /** The list with some filters changed, from its first page on. */
  href(change?: Partial<ListAsked>): string;
  /** The list without any filter. */
  allHref: string;
  pagerHrefs(page: Page<unknown>): { newer: string | null; older: string | null };
  /** What a form has to carry along beside its own fields. */
  kept: Record<string, string | null>;
};

const pageSize = 50;
const dayMillis = 86_400_000;

/** A page's search params, a request, or a form's fields. */
type Address = Promise<Record<string, string | string[] | undefined>> | Request | URLSearchParams;

/** The address of a list: a function that reads it, from a page's search params or from a request. */
export function defineListUrl(
  path: `/${string}`,
  options: { statuses?: readonly string[]; kinds?: readonly string[] },
) {
  const shape = parsers(options);
  const load = createLoader(shape);
  const serialize = createSerializer(shape);
  return async (address: Address) => {
    const { before, after, mode: askedMode, ...asked } = load(await address);
    const mode = askedMode ?? deploymentMode();
    const filter: ListFilter = {
      livemode: mode === 'live',
      ...asked,
      from: asked.from ? new Date(asked.from) : null,
      to: asked.to ? atMostLast(new Date(Date.parse(asked.to) + dayMillis)) : null,
    };
    const kept = { ...asked, mode: modeParam(mode) };
    return {
      mode,
      asked,
      filter,
      request: { ...filter, before, after, limit: pageSize },
      href: (change = {}) => serialize(path, { ...kept, ...change }),
      allHref: serialize(path, { mode: kept.mode }),
      pagerHrefs: (page) => ({
        newer: page.newer && serialize(path, { ...kept, after: page.newer }),
        older: page.older && serialize(path, { ...kept, before: page.older }),
      }),
      kept,
    } satisfies ListView;
  };
}

/** Whether anything narrows the list. */
export const isNarrowed = (asked: ListAsked): boolean => Object.values(asked).some((value) => value !== null);
