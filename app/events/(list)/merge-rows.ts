import type { ListedEvent } from '@/lib/dashboard/events/queries';

/** What the server says of the list: its first page (null: this one is not the first), and the rows beside it that are shown. */
export type LiveAnswer = {
  digest: string;
  rows: ListedEvent[] | null;
  shown: ListedEvent[];
  older: string | null;
  /** How many are newer than the newest one shown, as far as they are counted. */
  fresh: number;
};

export type ListState = {
  rows: ListedEvent[];
  older: string | null;
  /** Rows that arrived while the list had to stand still: the page that shows them, and how many they are. */
  waiting: { rows: ListedEvent[]; older: string | null; count: number } | null;
};

/**
 * The list after an answer. Where it may move, it is the server's first page: whatever the order in which rows were
 * committed, none is missing. Where it must stand still, the shown rows stay in their places with their newest state, and
 * what is not among them waits.
 */
export function mergeRows(state: ListState, answer: LiveAnswer, held: boolean): ListState {
  const page = answer.rows;
  if (page && !held) return { rows: page, older: answer.older, waiting: null };
  const current = new Map([...answer.shown, ...(page ?? [])].map((row) => [row.id, row]));
  const rows = state.rows.map((row) => current.get(row.id) ?? row);
  if (!page) return { ...state, rows };
  const count = countNew(rows, page, answer.fresh);
  return { rows, older: state.older, waiting: count > 0 ? { rows: page, older: answer.older, count } : null };
}

/**
 * How many rows would come in: those above the first one shown, as far as they are counted, and those that belong between
 * shown ones. What the page has behind the last one shown is older, and takes the place of rows that left the filter.
 */
function countNew(rows: ListedEvent[], page: ListedEvent[], fresh: number): number {
  const known = new Set(rows.map(({ id }) => id));
  const lastKnown = page.findLastIndex(({ id }) => known.has(id));
  const unknown = page.map((row, index) => ({ row, index })).filter(({ row }) => !known.has(row.id));
  const above = unknown.filter(({ row }) => isAbove(row, rows[0])).length;
  const between = unknown.filter(({ row, index }) => !isAbove(row, rows[0]) && index < lastKnown).length;
  return Math.max(above, fresh) + between;
}

const isAbove = (row: ListedEvent, top: ListedEvent | undefined): boolean =>
  !top || row.receivedAt > top.receivedAt || (row.receivedAt.getTime() === top.receivedAt.getTime() && row.id > top.id);

/** An answer as it came over the wire, with its times. */
export function readAnswer(json: LiveAnswer): LiveAnswer {
  const read = (row: ListedEvent): ListedEvent => ({
    ...row,
    createdAt: new Date(row.createdAt),
    receivedAt: new Date(row.receivedAt),
    nextAttemptAt: row.nextAttemptAt && new Date(row.nextAttemptAt),
  });
  return { ...json, rows: json.rows?.map(read) ?? null, shown: json.shown.map(read) };
}
