import { pathToFileURL } from 'node:url';
import { type App, startApp } from '../app';

/** The production app with a watcher inside, which tells of its heap and of what nobody caught. */
export type WatchedApp = App & {
  /** Bytes of the heap and of what hangs on it, after a collection. Null where there are no signals (Windows). */
  heap(): Promise<number | null>;
  /** What nobody caught so far, and what Next says of a route that threw. */
  uncaught(): string[];
  ended(): boolean;
};

export async function startWatchedApp(databaseUrl: string, env: Record<string, string> = {}): Promise<WatchedApp> {
  const watcher = pathToFileURL('harness/fuzz/watch-process.mjs').href;
  const app = await startApp(databaseUrl, { LOG_LEVEL: 'info', NODE_OPTIONS: `--import=${watcher}`, ...env });
  let asked = 0;
  return {
    ...app,
    async heap() {
      if (process.platform === 'win32') return null;
      app.process.kill('SIGUSR2');
      const [, bytes] = await app.printed(new RegExp(`HEAP ${++asked} (\\d+)`));
      return Number(bytes);
    },
    uncaught: () => app.output().match(/^(UNCAUGHT|\s*⨯).*$/gm) ?? [],
    ended: () => app.process.exitCode !== null || app.process.signalCode !== null,
  };
}
