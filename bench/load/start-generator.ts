import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * A process that sends load: what it needs of the processor is its own. `file`, from bench/, prepares a task, says that it
 * is ready, and reports once it was told to go and is done.
 */
export function startGenerator<Task extends object, Report>(file: string) {
  const child = fork(fileURLToPath(new URL(`../${file}`, import.meta.url)), { execArgv: ['--import', 'tsx'] });
  return {
    async run(task: Task): Promise<Report> {
      child.send(task);
      await once(child, 'message');
      child.send('go');
      const [report] = (await once(child, 'message')) as [Report];
      return report;
    },
    stop: () => child.kill(),
  };
}
