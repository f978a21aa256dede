import { AsyncResource } from 'node:async_hooks';
import { performance } from 'node:perf_hooks';

/** How much of this process a kind of request may have. */
type LaneOptions = {
  /** As many are in work at a time. */
  atOnce?: number;
  /** What takes longer is a stream: it goes on, and gives its place to the next. */
  holdMs?: number;
  /** As many wait; what comes beyond is refused. */
  waiting: number;
  /** Whoever waited this long is refused. */
  waitMs?: number;
  /** The share of the event loop's time that they may have in the long run, from 0 to 1. Without it they are not paced. */
  share?: number;
  /** Milliseconds of the event loop that they may have at once. */
  burstMs?: number;
};

/** Something that wants to pass. `start` gets what it calls when it is done; `costMs`: it is done at once, and costs this. */
type Entry = { start(leave: () => void): void; refuse?(): void; isGone?(): boolean; costMs?: number };
type Waiting = Entry & { since: number };

/** One that waits for an answer from elsewhere must not be charged for all that went on meanwhile. */
const COSTLIEST_MS = 50;

/**
 * A queue in front of work: few at a time, and no more of the event loop than its share, so that what strangers ask for
 * leaves the rest to others. While there is little to do, all pass at once.
 */
export class Lane {
  private running = 0;
  private readonly waiting: Waiting[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private creditMs: number;
  private filledAt: number;
  /** What one has cost lately, charged beforehand: what starts in the same turn is counted too. */
  private usualMs = 5;

  constructor(
    private readonly options: LaneOptions,
    private readonly clock: { now(): number; activeMs(): number } = {
      now: () => performance.now(),
      activeMs: () => performance.eventLoopUtilization().active,
    },
  ) {
    this.creditMs = options.burstMs ?? 0;
    this.filledAt = clock.now();
  }

  enter(entry: Entry): void {
    if (this.waiting.length >= this.options.waiting) this.dropGone();
    if (this.waiting.length === 0 && this.isFree()) this.start(entry);
    else if (this.waiting.length >= this.options.waiting) entry.refuse?.();
    else {
      // Whoever starts it later does so in another request's context.
      const start = entry.costMs === undefined ? AsyncResource.bind(entry.start) : entry.start;
      this.waiting.push({ ...entry, start, since: this.clock.now() });
      this.wake();
    }
  }

  /** Gives back what was charged for somebody who turned out to be welcome. */
  refund(ms: number): void {
    this.creditMs += ms;
    if (this.waiting.length > 0) this.next();
  }

  /** The time until there is credit again, in milliseconds; 0: there is. */
  private owedMs(): number {
    const { share, burstMs = 0 } = this.options;
    if (share === undefined) return 0;
    const now = this.clock.now();
    this.creditMs = Math.min(burstMs, this.creditMs + (now - this.filledAt) * share);
    this.filledAt = now;
    return this.creditMs > 0 ? 0 : -this.creditMs / share + 0.1;
  }

  private isFree(): boolean {
    return this.running < (this.options.atOnce ?? Number.POSITIVE_INFINITY) && this.owedMs() === 0;
  }

  private start({ start, costMs }: Entry): void {
    if (costMs === undefined) this.startWork(start);
    else {
      this.creditMs -= costMs;
      start(() => {});
    }
  }

  private startWork(start: Entry['start']): void {
    this.running += 1;
    const charged = this.usualMs;
    this.creditMs -= charged;
    const before = this.clock.activeMs();
    let left = false;
    const leave = () => {
      if (left) return;
      left = true;
      clearTimeout(timer);
      this.running -= 1;
      const cost = Math.min(this.clock.activeMs() - before, COSTLIEST_MS);
      this.creditMs -= cost - charged;
      this.usualMs += (cost - this.usualMs) / 10;
      this.next();
    };
    const timer = this.options.holdMs === undefined ? undefined : setTimeout(leave, this.options.holdMs).unref();
    start(leave);
  }

  private next(): void {
    this.refuseLate();
    while (this.waiting.length > 0 && this.isFree()) {
      const entry = this.waiting.shift() as Waiting;
      if (!entry.isGone?.()) this.start(entry);
    }
    this.wake();
  }

  private wake(): void {
    if (this.waiting.length === 0 || this.timer) return;
    const soon = Math.max(1, Math.min(this.owedMs() || 100, 1_000));
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.next();
    }, soon).unref();
  }

  private refuseLate(): void {
    const { waitMs } = this.options;
    if (waitMs === undefined) return;
    const from = this.clock.now() - waitMs;
    while (this.waiting[0] && this.waiting[0].since < from) this.waiting.shift()?.refuse?.();
  }

  private dropGone(): void {
    const here = this.waiting.filter((entry) => !entry.isGone?.());
    this.waiting.splice(0, this.waiting.length, ...here);
  }
}
