/** Lets `burst` through at once, and `perSecond` in the long run. Keeps two numbers, whoever asks how often. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly options: { burst: number; perSecond: number },
    private readonly now: () => number = Date.now,
  ) {
    this.tokens = options.burst;
    this.filledAt = now();
  }

  /** Whether one more may pass; it then has. */
  take(): boolean {
    const now = this.now();
    // A clock that was set back must not close the bucket for as long as it was set back.
    const passed = Math.max(0, now - this.filledAt) / 1000;
    this.filledAt = now;
    this.tokens = Math.min(this.options.burst, this.tokens + passed * this.options.perSecond);
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
