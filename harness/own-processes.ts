import { afterEach } from 'vitest';
import { startScript, type TestProcess } from './processes';

/** Processes that a test starts: each that is given to `keep` is killed after the test. Call it at the top of a file. */
export function useProcesses() {
  const running: TestProcess[] = [];
  afterEach(() => Promise.all(running.splice(0).map((child) => child.end('SIGKILL'))));
  const keep = <T extends TestProcess>(child: T): T => {
    running.push(child);
    return child;
  };
  return {
    keep,
    /** A worker as a process of its own, once it is ready. */
    async startWorker(databaseUrl: string, env: Record<string, string | undefined> = {}): Promise<TestProcess> {
      const worker = keep(startScript('scripts/worker.ts', [], { DATABASE_URL: databaseUrl, ...env }));
      await worker.printed(/is ready/);
      return worker;
    },
  };
}
