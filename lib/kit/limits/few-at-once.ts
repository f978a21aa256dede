/**
 * Lets few pieces of work run at a time, and few more wait: for what costs much and anybody can ask for. `run` gives null
 * at once where the queue is full.
 */
export class FewAtOnce {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: { running: number; waiting: number }) {}

  async run<Result>(work: () => Promise<Result>): Promise<Result | null> {
    if (this.running >= this.most.running) {
      if (this.waiting.length >= this.most.waiting) return null;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // Its place goes on to the next, so that nobody who comes in between takes it.
      if (next) next();
      else this.running -= 1;
    }
  }
}
