'use client';

import { ArrowUp } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { EventHead, EventRow } from '@/app/_components/event-row';
import { Pager } from '@/app/_components/pager';
import type { ListedEvent } from '@/lib/dashboard/events/queries';
import { LiveSwitch } from './live-switch';
import { RowBox } from './row-box';
import { SelectionBar } from './selection-bar';
import { useLiveRows } from './use-live-rows';
import { type Selected, useSelection } from './use-selection';

type EventListProps = {
  rows: ListedEvent[];
  newer: string | null;
  older: string | null;
  pageSize: number;
  /** How many events the list has, in words; null where nobody can say. */
  total: string | null;
  /** What stands behind the ? of this list's address. */
  search: string;
  /** What the address of an event has to say beside its id. */
  suffix: string;
  mode: 'live' | 'test';
  /** Whether the viewer may replay; who may not has nothing to select for. */
  mayReplay: boolean;
  /** The search and the filters, which share a line with the switch. */
  toolbar: ReactNode;
  /** What stands in place of the rows where there is none. */
  empty: ReactNode;
  /** What stands between the toolbar and the rows. */
  children: ReactNode;
};

/** The events of an address, kept up to date while one looks, without moving what one reads; and what one selects of them. */
export function EventList(props: EventListProps) {
  const { rows: initial, newer, older, pageSize, search, suffix, mode } = props;
  const list = useRef<HTMLDivElement>(null);
  const picked = useRef(false);
  const isHeld = () => picked.current || isReading(list.current);
  const live = useLiveRows({ rows: initial, older }, { search, atTop: !newer, pageSize, isHeld });
  const selection = useSelection(live.rows.map(({ id }) => id));
  useEffect(() => {
    picked.current = selection.some;
  }, [selection.some]);
  const slides = useSoon();
  const fresh = live.waiting?.count ?? 0;
  return (
    <>
      <div className="relative mb-3 flex flex-wrap items-center gap-2">
        {props.toolbar}
        <LiveSwitch connection={live.connection} atTop={!newer} onToggle={live.toggle} />
      </div>
      {props.children}
      <div ref={list} data-live={slides || undefined} className="relative scroll-mt-24">
        {fresh > 0 && (
          <div className="pointer-events-none sticky top-14 z-[5] flex h-0 justify-center md:top-3">
            <button
              type="button"
              onClick={() => {
                live.show();
                if ((list.current?.getBoundingClientRect().top ?? 0) < 0)
                  list.current?.scrollIntoView({ block: 'start' });
              }}
              className="pointer-events-auto flex h-8 items-center gap-1.5 rounded-full bg-accent-strong px-3.5 text-[13px] font-medium text-white shadow-lg hover:brightness-110"
            >
              <ArrowUp className="size-4" aria-hidden />
              {fresh >= 1_000 ? '999+' : fresh} new
            </button>
          </div>
        )}
        <p role="status" className="sr-only">
          {fresh > 0 && `${fresh} new ${fresh === 1 ? 'event' : 'events'}`}
        </p>
        <div className="overflow-hidden rounded-lg border border-line bg-raised">
          {live.rows.length > 0 ? (
            <Rows rows={live.rows} suffix={suffix} selection={props.mayReplay ? selection : null} />
          ) : (
            props.empty
          )}
          <Pager newer={newer} older={live.older} total={props.total} />
        </div>
        {selection.some && (
          <SelectionBar
            selection={selection}
            search={search}
            mode={mode}
            more={live.older !== null || newer !== null}
          />
        )}
      </div>
    </>
  );
}

type RowsProps = { rows: ListedEvent[]; suffix: string; selection: Selected | null };

function Rows({ rows, suffix, selection }: RowsProps) {
  return (
    <table className="grid-table w-full">
      <EventHead
        times="received"
        select={
          selection && (
            <RowBox
              label="Select all events on this page"
              checked={selection.all}
              mixed={selection.some && !selection.all}
              onTurn={(on) => selection.turnPage(on)}
            />
          )
        }
      />
      <tbody>
        {rows.map((event) => (
          <EventRow
            key={event.id}
            event={event}
            href={`/events/${event.id}${suffix}`}
            times="received"
            className={selection?.has(event.id) ? 'bg-accent-soft' : undefined}
            select={
              selection && (
                <RowBox
                  label={`Select ${event.type.slice(0, 100)} ${event.id}`}
                  checked={selection.has(event.id)}
                  onTurn={(on, range) => selection.turn(event.id, on, range)}
                />
              )
            }
          />
        ))}
      </tbody>
    </table>
  );
}

/** Whether somebody reads, marks or is about to use a row, which must not move then. */
function isReading(list: HTMLElement | null): boolean {
  if (!list) return false;
  if (list.getBoundingClientRect().top < 0) return true;
  const marked = document.getSelection();
  if (marked && !marked.isCollapsed && list.contains(marked.anchorNode)) return true;
  return list.contains(document.activeElement) || document.querySelector('dialog[open]') !== null;
}

/** False at first: rows that were there when the page came do not slide in. */
function useSoon(): boolean {
  const [soon, setSoon] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSoon(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return soon;
}
