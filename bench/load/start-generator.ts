import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { GeneratorReport, GeneratorTask } from './tasks';

/** A process that sends load: what it needs of the processor is its own. */
export function startGenerator() {
  const child = fork(fileURLToPath(new URL('generator.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  return {
    async run(task: GeneratorTask): Promise<GeneratorReport> {
      child.send(task);
      await once(child, 'message');
      child.send('go');
      const [report] = (await once(child, 'message')) as [GeneratorReport];
      return report;
    },
    stop: () => child.kill(),
  };
}
