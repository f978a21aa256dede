import { ListFilter, Search } from 'lucide-react';
import Form from 'next/form';
import { FilterNotice } from '@/app/_components/filter-notice';
import { Time } from '@/app/_components/time';
import { Button } from '@/app/_components/ui/button';
import { Link } from '@/app/_components/ui/link';
import { type Mode, modeParam } from '@/app/_lib/mode';
import { type EventsParams, eventsHref } from '@/app/_lib/search-params';
import { activeFilters } from './active-filters';
import { type Choices, FilterFields } from './filter-fields';
import { KeptFilters } from './kept-filters';

type FilterBarProps = { asked: EventsParams; mode: Mode; choices: Choices };

/** The search box, and the filters behind a button. Plain forms, so that all of it works without scripts. */
export function FilterBar({ asked, mode, choices }: FilterBarProps) {
  // The status has its own row of links above.
  const inPanel = activeFilters(asked, mode).filter(({ name }) => !['q', 'status', 'object'].includes(name));
  return (
    <>
      <Form
        action="/events"
        scroll={false}
        role="search"
        className="relative min-w-0 flex-1 max-md:basis-full md:max-w-xl"
      >
        <KeptFilters asked={asked} mode={mode} except={['q']} />
        <Search className="pointer-events-none absolute start-2.5 top-2.5 size-4 text-faint" aria-hidden />
        <input
          // The value that came with another address replaces what was typed for this one.
          key={asked.q}
          type="search"
          name="q"
          defaultValue={asked.q ?? ''}
          aria-keyshortcuts="/"
          placeholder="Search by id, e-mail, order or type"
          aria-label="Search events"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={1000}
          className="h-9 w-full rounded-md border border-line-strong bg-raised ps-8.5 pe-2 placeholder:text-faint max-md:text-base"
        />
      </Form>
      <details key={eventsHref(asked)} className="group shrink-0">
        <summary className="flex h-9 items-center gap-1.5 rounded-md border border-line-strong bg-raised px-3 font-medium hover:bg-hover group-open:bg-hover">
          <ListFilter className="size-4 text-muted" aria-hidden />
          Filters
          {inPanel.length > 0 && (
            <span className="rounded-full bg-accent-soft px-1.5 text-[11px] leading-[18px] text-accent">
              {inPanel.length}
              <span className="sr-only"> on</span>
            </span>
          )}
        </summary>
        <Form
          action="/events"
          scroll={false}
          aria-label="Filters"
          className="absolute inset-x-0 top-full z-20 mt-2 grid gap-3 rounded-lg border border-line bg-raised p-4 shadow-xl sm:grid-cols-2 md:start-auto md:end-0 md:w-[36rem] lg:start-0 lg:end-auto"
        >
          <KeptFilters
            asked={asked}
            mode={mode}
            except={['type', 'source', 'account', 'version', 'range', 'from', 'to']}
          />
          <FilterFields asked={asked} choices={choices} />
          <div className="flex justify-end sm:col-span-2">
            <Button type="submit" variant="primary" size="sm">
              Show events
            </Button>
          </div>
        </Form>
      </details>
    </>
  );
}

/** The filters that are on, each with its way out. The search has a line of its own. */
export function FilterChips({ asked, mode }: Omit<FilterBarProps, 'choices'>) {
  const active = activeFilters(asked, mode).filter(({ name }) => name !== 'q');
  if (active.length === 0) return null;
  return (
    <div className="mb-3 flex flex-wrap items-center gap-1.5">
      {active.map(({ name, term, value, at, clearHref }) => (
        <FilterNotice key={name} term={term} value={value} clearHref={clearHref}>
          {at && <Time at={at} format="exact" />}
        </FilterNotice>
      ))}
      {active.length + (asked.q ? 1 : 0) > 1 && (
        <Link
          href={eventsHref({ mode: modeParam(mode) })}
          scroll={false}
          className="rounded px-2 py-1 text-[13px] font-medium text-muted hover:bg-hover hover:text-ink"
        >
          Clear all
        </Link>
      )}
    </div>
  );
}
