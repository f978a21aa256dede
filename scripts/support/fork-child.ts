import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Starts one of scripts/children as a process of its own, which prints where this one prints and is told by its channel when
 * this one is gone. It gets what node was started with, but for the debugger's port.
 */
export const forkChild = (name: 'worker' | 'trial', args: string[] = []): ChildProcess =>
  fork(fileURLToPath(new URL(`../children/${name}.ts`, import.meta.url)), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: process.execArgv.filter((argument) => !argument.startsWith('--inspect')),
  });

/** How a process ended, in words. */
export function tellEnd(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === 'SIGKILL') return 'SIGKILL, by its watchdog or from outside';
  if (signal === 'SIGABRT' || code === 134) return 'SIGABRT, as when the memory is used up';
  return signal ?? `exit code ${code}`;
}
