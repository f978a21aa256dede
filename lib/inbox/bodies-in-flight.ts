/** A body that is not complete yet. `missing`: bytes to come; `waitedMs`: of its time, what we made it wait. */
export type Unfinished = { bytes: number; missing: number; startedAt: number; waitedMs: number; cut(): void };

/** Bytes that a sender of good events brings in a millisecond. */
const PACE = 10_000;

/**
 * The bodies that arrive at this moment, all of them within one budget of bytes, however many connections there are. When
 * it is full, the slowest is cut off, by the time that it took and will take: Stripe sends a delivery in one go, and whoever
 * holds a body back is no use.
 */
export class BodiesInFlight {
  private held = 0;
  private readonly unfinished = new Set<Unfinished>();

  constructor(
    private readonly limit: () => number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get bytes(): number {
    return this.held;
  }

  /** Counts what has arrived of a body, and cuts off others, or this one, until all fit again. */
  add(body: Unfinished, bytes: number): void {
    this.unfinished.add(body);
    body.bytes += bytes;
    this.held += bytes;
    while (this.held > this.limit()) {
      const slowest = this.slowest();
      if (!slowest) return;
      this.remove(slowest);
      slowest.cut();
    }
  }

  /** A body that is complete, refused or gone. */
  remove(body: Unfinished): void {
    if (this.unfinished.delete(body)) this.held -= body.bytes;
  }

  private slowest(): Unfinished | undefined {
    const now = this.now();
    let slowest: Unfinished | undefined;
    let latest = Number.NEGATIVE_INFINITY;
    for (const body of this.unfinished) {
      // Bytes by time alone would be in favor of whoever sends much and then stops.
      const late = now - body.startedAt - body.waitedMs + (body.missing - body.bytes) / PACE;
      if (late > latest) [slowest, latest] = [body, late];
    }
    return slowest;
  }
}
