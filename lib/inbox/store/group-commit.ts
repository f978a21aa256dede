import type { EventToRecord, RecordedEvent } from './record-events';

/** How much shares one statement, and how much may wait for one. */
export type GroupLimits = {
  groupEvents: number;
  groupBytes: number;
  waitingEvents: number;
  waitingBytes: number;
  /** One statement runs at a time; beside one that takes longer than this a further one leaves, up to `statements`. */
  patienceMs: number;
  statements: number;
};

const LIMITS: GroupLimits = {
  groupEvents: 200,
  groupBytes: 8 * 1024 * 1024,
  waitingEvents: 2_000,
  waitingBytes: 64 * 1024 * 1024,
  patienceMs: 25,
  statements: 3,
};

/** PostgreSQL is slower than Stripe for so long that waiting longer would only cost memory. */
export class QueueFull extends Error {
  constructor(events: number) {
    super(`${events} events wait to be stored already; PostgreSQL does not keep up`);
    this.name = 'QueueFull';
  }
}

type Waiter = {
  event: EventToRecord;
  resolve(recorded: RecordedEvent): void;
  reject(error: unknown): void;
};

/** Resolves with a row for each id that is stored and committed; what it leaves out is for the next one. */
type Write = (events: EventToRecord[]) => Promise<RecordedEvent[]>;

/**
 * Lets the requests that wait at the same moment share a statement and its commit. An idle server adds no delay: the
 * first leaves at once, and while a statement runs the next ones gather: many small ones at a time cost PostgreSQL more
 * than one large. Only one that hangs, on a row that somebody holds locked, is not waited for. Each promise settles after
 * its own commit.
 * The same id twice in a group is one row: the first is told `inserted`, the others are duplicates. A row that
 * PostgreSQL refuses fails alone: the group is halved until it is found. Rejects with {@link QueueFull} at the limit.
 * `writes`: each is given what those before it left out, and the last one leaves nothing out.
 */
export function groupCommit(
  writes: Write[],
  limits: GroupLimits = LIMITS,
): (event: EventToRecord) => Promise<RecordedEvent> {
  const waiting: Waiter[] = [];
  let waitingBytes = 0;
  let running = 0;
  let onTime = 0;
  let due = false;

  function takeGroup(): Waiter[] {
    let bytes = 0;
    let size = 0;
    for (const { event } of waiting) {
      bytes += event.bodyBytes;
      if (size === limits.groupEvents || (size > 0 && bytes > limits.groupBytes)) break;
      size++;
    }
    const group = waiting.splice(0, size);
    for (const { event } of group) waitingBytes -= event.bodyBytes;
    return group;
  }

  function next(): void {
    while (onTime === 0 && running < limits.statements && waiting.length > 0) run(takeGroup());
  }

  function run(group: Waiter[]): void {
    running++;
    onTime++;
    let late = false;
    const patience = setTimeout(() => {
      late = true;
      onTime--;
      next();
    }, limits.patienceMs);
    void commit(group, writes, () => {
      clearTimeout(patience);
      running--;
      if (!late) onTime--;
      next();
    });
  }

  /** Behind all that arrive in the same turn of the event loop: a burst shares one statement from its first request on. */
  function soon(): void {
    if (due) return;
    due = true;
    setImmediate(() => {
      due = false;
      next();
    });
  }

  return (event) =>
    new Promise((resolve, reject) => {
      const full = waiting.length >= limits.waitingEvents || waitingBytes + event.bodyBytes > limits.waitingBytes;
      if (waiting.length > 0 && full) return reject(new QueueFull(waiting.length));
      waiting.push({ event, resolve, reject });
      waitingBytes += event.bodyBytes;
      soon();
    });
}

/**
 * Never rejects: every waiter learns its own outcome. The next statement, for what is left or whatever `ended` sets going,
 * leaves before they do, so that PostgreSQL has work while this process is busy answering.
 */
async function commit(group: Waiter[], [write, ...others]: Write[], ended: () => void): Promise<void> {
  if (!write) {
    ended();
    for (const { event, reject } of group) reject(new Error(`PostgreSQL did not confirm that it stored ${event.id}`));
    return;
  }
  try {
    const rows = await write(group.map(({ event }) => event));
    const { stored, left } = match(group, rows, others.length === 0);
    const rest = left.length > 0 ? commit(left, others, ended) : ended();
    // The pool hands its connection on in the next tick, and what is resolved now would run before that.
    process.nextTick(answer, stored);
    await rest;
  } catch (error) {
    if (group.length > 1 && mayBeOneRowsFault(error)) {
      const half = Math.ceil(group.length / 2);
      await commit(group.slice(0, half), [write, ...others], () => {});
      return commit(group.slice(half), [write, ...others], ended);
    }
    ended();
    for (const waiter of group) waiter.reject(error);
  }
}

type Stored = { waiter: Waiter; row: RecordedEvent };

/** Who brought what was stored. Of several that brought one id, the last write stored the deliveries of all of them. */
function match(group: Waiter[], rows: RecordedEvent[], last: boolean): { stored: Stored[]; left: Waiter[] } {
  const recorded = new Map(rows.map((row) => [row.id, row]));
  const stored: Stored[] = [];
  const left: Waiter[] = [];
  for (const waiter of group) {
    const { id } = waiter.event;
    const row = recorded.get(id);
    if (!row) {
      left.push(waiter);
      continue;
    }
    stored.push({ waiter, row });
    if (last) recorded.set(id, { ...row, inserted: false });
    else recorded.delete(id);
  }
  return { stored, left };
}

function answer(stored: Stored[]): void {
  for (const { waiter, row } of stored) waiter.resolve(row);
}

/**
 * Whether PostgreSQL refused the data (class 22, 23, 54) or the moment (class 40: a deadlock) and rolled all of it
 * back: the others may pass without the one. On a lost connection nobody knows, and Stripe delivers again.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
function mayBeOneRowsFault(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^(22|23|40|54)/.test(code);
}
