import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AttackerTask } from './attacker';

/** How often each status came back so far; `cut`: connections without one. */
export type Answers = Map<number | 'cut', number>;

/** Attacks from a process of its own, so that those who measure, or send good events, do not wait for it. */
export async function startAttacker(
  task: AttackerTask,
): Promise<{ answers(): Promise<Answers>; stop(): Promise<void> }> {
  const file = fileURLToPath(new URL('attacker.ts', import.meta.url));
  const child = fork(file, { execArgv: ['--import', import.meta.resolve('tsx')] });
  const say = async (message: object | string): Promise<unknown> => {
    const answer = once(child, 'message');
    child.send(message);
    return (await answer)[0];
  };
  await say(task);
  return {
    answers: async () => new Map((await say('report')) as [number | 'cut', number][]),
    async stop() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
