/** A body that is not complete yet. `waitedMs`: of its time, what we made it wait. */
export type Unfinished = { bytes: number; startedAt: number; waitedMs: number; cut(): void };

/**
 * The bodies that arrive at this moment, all of them within one budget of bytes, however many connections there are. When
 * it is full, the slowest is cut off: Stripe sends a delivery in one go, and whoever holds a body back is no use.
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
    let slowestRate = Number.POSITIVE_INFINITY;
    for (const body of this.unfinished) {
      const rate = body.bytes / Math.max(1, now - body.startedAt - body.waitedMs);
      if (rate < slowestRate) [slowest, slowestRate] = [body, rate];
    }
    return slowest;
  }
}
