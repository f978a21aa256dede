'use client';

import { useRef, useState } from 'react';

/** Which rows are selected: some by their ids, or all that match the list's filter, shown or not. */
export function useSelection(ids: string[]) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [everything, setEverything] = useState(false);
  const last = useRef<string | null>(null);
  const shown = ids.filter((id) => selected.has(id));
  const all = ids.length > 0 && shown.length === ids.length;
  return {
    ids: everything ? ids : [...selected],
    everything,
    all: everything || all,
    some: everything || selected.size > 0,
    has: (id: string) => everything || selected.has(id),
    /** Turns one row, or with `range` all rows from the one that was turned before, to this state. */
    turn(id: string, on: boolean, range: boolean) {
      const from = range && last.current ? ids.indexOf(last.current) : -1;
      const to = ids.indexOf(id);
      const turned = from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
      const next = new Set(everything ? ids : selected);
      for (const one of turned) on ? next.add(one) : next.delete(one);
      last.current = id;
      setEverything(false);
      setSelected(next);
    },
    turnPage(on: boolean) {
      setEverything(false);
      setSelected(new Set(on ? ids : []));
    },
    takeEverything: () => setEverything(true),
    clear() {
      last.current = null;
      setEverything(false);
      setSelected(new Set());
    },
  };
}

export type Selected = ReturnType<typeof useSelection>;
