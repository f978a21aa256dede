/** Things that come in one by one, and whoever waits for them. */
export class Collector<T> {
  readonly all: T[] = [];
  private readonly watchers = new Set<() => void>();

  add(item: T): void {
    this.all.push(item);
    for (const watcher of [...this.watchers]) watcher();
  }

  /** Resolves with everything once there are `count`. The test's own time limit is the limit. */
  async reach(count: number): Promise<T[]> {
    if (this.all.length < count)
      await new Promise<void>((resolve) => {
        const watcher = () => {
          if (this.all.length < count) return;
          this.watchers.delete(watcher);
          resolve();
        };
        this.watchers.add(watcher);
      });
    return [...this.all];
  }
}
