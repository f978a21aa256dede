import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startScript, type TestProcess } from '../../harness/processes';
import type { Network } from './network';

/** One process of the production build, which is started again whenever it ends, as a service manager does. */
export type Member = {
  name: string;
  kind: 'app' | 'worker';
  /** Whether it applies events. */
  works: boolean;
  /** Where it answers; none for a worker. */
  url: string | null;
  network: Network;
  /** Whether it has said that it is ready, since it was last started. */
  isUp(): boolean;
  /** SIGKILL, and a new start after `downMs`. */
  kill(downMs: number): Promise<void>;
  /** How often it ended although nobody killed it and it had been ready, with its last words. */
  crashes: string[];
  /** Everything that all its lives printed. */
  output(): string;
  /** SIGTERM, and no new start. Resolves with the exit code. */
  end(): Promise<number | null>;
  abandon(): void;
};

type Start = Pick<Member, 'name' | 'kind' | 'works' | 'url' | 'network'> & {
  env: Record<string, string>;
};

const SCRIPTS = { app: 'scripts/start.ts', worker: 'scripts/worker.ts' };
const READY = { app: /Hookwell is ready/, worker: /Worker \d+ is ready/ };
const RESTART_MS = 300;

/** Starts a process and keeps it running. */
export function startMember({ env, ...about }: Start): Member {
  const lives: TestProcess[] = [];
  const crashes: string[] = [];
  let life: TestProcess;
  let up = false;
  let killed = false;
  let ending = false;
  let downMs = RESTART_MS;

  async function live(): Promise<void> {
    while (!ending) {
      killed = false;
      life = startScript(SCRIPTS[about.kind], [], env);
      lives.push(life);
      const current = life;
      current.printed(READY[about.kind]).then(
        () => {
          up = life === current && current.process.exitCode === null && !killed;
        },
        // It ended before: a start while PostgreSQL is away is refused, and tried again below.
        () => {},
      );
      const code = await current.exited;
      // A handler that this run has made loop: its process is ended as it should be.
      const looped = existsSync(env.CHAOS_SWITCH ?? '') && /has stood still for/.test(current.output().slice(-2_000));
      if (up && !killed && !ending && !looped)
        crashes.push(`${about.name} ended with ${code}:\n${current.output().slice(-2_000)}`);
      up = false;
      if (!ending) await pause(downMs);
      downMs = RESTART_MS;
    }
  }
  const living = live();

  return {
    ...about,
    crashes,
    isUp: () => up,
    async kill(ms) {
      killed = true;
      up = false;
      downMs = ms;
      await life.end('SIGKILL');
    },
    output: () => lives.map((each) => each.output()).join(''),
    async end() {
      ending = true;
      const code = await life.end('SIGTERM');
      await living;
      return code;
    },
    abandon: () => void life.process.kill('SIGKILL'),
  };
}
