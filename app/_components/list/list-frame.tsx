import type { LucideIcon } from 'lucide-react';
import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { aboutCount } from '@/app/_lib/about-count';
import { isNarrowed, type ListAsked, type ListView } from '@/app/_lib/list-url';
import type { Page } from '@/lib/db/paging/keyset';
import { FilterNotice } from '../filter-notice';
import { LiveRefresh } from '../live-refresh';
import { Pager } from '../pager';
import { ButtonLink } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { Segments } from '../ui/segments';
import { ExportMenu } from './export-menu';
import { FilterMenu, type MoreFilter } from './filter-menu';
import { SearchBox } from './search-box';

type ListFrameProps = {
  title: string;
  lead?: ReactNode;
  /** Where the list lives: its forms lead back here. */
  path: string;
  view: ListView;
  page: Page<unknown>;
  /** The states to choose from, in words. */
  segments?: { status: string; word: string; count?: string | null; alarming?: boolean }[];
  /** Another row of choices. */
  moreSegments?: ReactNode;
  /** The filter by kind in words, where its name and values say too little. */
  kindWords?: { term: string; tell(kind: string): string };
  /** What stands in the empty search box: what it understands. */
  search: string;
  filters: MoreFilter[];
  /** What a list without a row says when nothing narrows it. */
  empty: { icon: LucideIcon; title: string; text: ReactNode };
  /** What it says when this state alone has none. */
  calm?: Partial<Record<string, string>>;
  actions?: ReactNode;
  /** Words of the pager, where the list is not sorted by when something came to be. */
  pagerWords?: { newer: string; older: string };
  /** The table. */
  children: ReactNode;
};

/** What all lists have in common: title, states, search, more filters, export, the table or why it is empty, and pages. */
export function ListFrame(props: ListFrameProps) {
  const { title, lead, path, view, page, segments, moreSegments, search, filters, actions, pagerWords, children } =
    props;
  const { asked } = view;
  const pager = view.pagerHrefs(page);
  return (
    <>
      <PageHeader
        title={title}
        lead={lead}
        actions={
          <>
            {actions}
            <ExportMenu listHref={view.href()} mode={view.mode} />
            <LiveRefresh atTop={!page.newer} />
          </>
        }
      />
      <div className="mb-2.5 max-md:space-y-2 md:flex md:flex-wrap md:gap-x-8 md:gap-y-2">
        {segments && (
          <Segments
            label="Status"
            segments={[
              { label: 'All', href: view.href({ status: null }), active: !asked.status },
              ...segments.map(({ status, word, count, alarming }) => ({
                label: word,
                href: view.href({ status }),
                active: asked.status === status,
                count,
                alarming,
              })),
            ]}
          />
        )}
        {moreSegments}
      </div>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchBox key={asked.q} view={view} path={path} placeholder={search} />
        {/* Its fields keep what they were given first: a new filter is a new form. */}
        <FilterMenu key={view.href()} view={view} path={path} filters={filters} />
        <Notices view={view} kindWords={props.kindWords} />
      </div>
      <div className="overflow-hidden rounded-lg border border-line bg-raised">
        {page.rows.length > 0 ? children : <Nothing {...props} />}
        <Pager {...pager} words={pagerWords} total={aboutCount(page.about, title.toLowerCase())} />
      </div>
    </>
  );
}

/** The filters that are on and stand behind the menu: each can be taken off with one press. */
function Notices({ view, kindWords }: Pick<ListFrameProps, 'view' | 'kindWords'>) {
  const terms: [keyof ListAsked, string][] = [
    ['from', 'From'],
    ['to', 'To'],
    ['currency', 'Currency'],
    ['account', 'Account'],
    ['kind', kindWords?.term ?? 'Kind'],
  ];
  return terms.map(([name, term]) => {
    const value = view.asked[name];
    return (
      value && (
        <FilterNotice key={name} term={term} value={value} clearHref={view.href({ [name]: null })}>
          {name === 'kind' && kindWords?.tell(value)}
        </FilterNotice>
      )
    );
  });
}

function Nothing({ view, empty, calm, title, search }: ListFrameProps) {
  const { asked, mode } = view;
  const { status, ...others } = asked;
  const all = <ButtonLink href={view.allHref}>Show all {title.toLowerCase()}</ButtonLink>;
  if (status && calm?.[status] && Object.values(others).every((value) => value === null))
    return <EmptyState icon={empty.icon} title={calm[status]} action={all} />;
  if (isNarrowed(asked))
    return (
      <EmptyState icon={SearchX} title="Nothing matches" action={all}>
        {asked.q
          ? `The search finds whole ids and addresses: ${search.charAt(0).toLowerCase()}${search.slice(1)}.`
          : `There is none like this in ${mode} mode.`}
      </EmptyState>
    );
  return (
    <EmptyState icon={empty.icon} title={empty.title}>
      {empty.text}
    </EmptyState>
  );
}
