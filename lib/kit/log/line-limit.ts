/** What a line is about, to count those that are left out: a rejection's code. */
type Kind = string;

type Options = {
  /** As many lines are written in each window; the rest is counted. */
  lines: number;
  windowMs: number;
  /** Writes the sum of what was left out: `5,312 more in the last 10 s: 5,000 a, 312 b`. */
  sum: (text: string, left: number) => void;
};

/**
 * Lets few lines through and sums the rest up, so that nobody who can cause a line fills the disk. The sum is written
 * at the window's end, by a timer that keeps no process alive.
 */
export class LineLimit {
  private written = 0;
  private readonly left = new Map<Kind, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: Options) {}

  say(kind: Kind, write: () => void): void {
    if (!this.timer) {
      this.timer = setTimeout(() => this.end(), this.options.windowMs);
      this.timer.unref();
    }
    if (this.written < this.options.lines) {
      this.written += 1;
      write();
    } else this.left.set(kind, (this.left.get(kind) ?? 0) + 1);
  }

  /** Ends the window now and writes its sum. */
  end(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.written = 0;
    if (this.left.size === 0) return;
    const kinds = [...this.left].sort(([, a], [, b]) => b - a);
    this.left.clear();
    const total = kinds.reduce((sum, [, count]) => sum + count, 0);
    const parts = kinds.map(([kind, count]) => `${count.toLocaleString('en')} ${kind}`).join(', ');
    const span = `${Math.round(this.options.windowMs / 1000)} s`;
    this.options.sum(`${total.toLocaleString('en')} more in the last ${span}: ${parts}`, total);
  }
}
