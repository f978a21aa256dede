import { type SpawnOptions, spawn } from 'node:child_process';
import { systemEnv } from '../../kit/env';
import { KnownError } from '../../kit/known-error';

/** How a finished program ended. `output` holds both of its streams. */
export type Ended = { code: number | null; output: string };

/** Runs a program without a shell and without our secrets in its environment, and waits for its end. */
export function runProgram(command: string, args: string[], options: SpawnOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: systemEnv(),
      windowsHide: true,
      ...options,
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (cause) => reject(new KnownError(`${command} could not be run: ${cause.message}`, { cause })));
    // "exit" and not "close": a server that a program leaves behind keeps the program's streams open.
    child.on('exit', (code) => setImmediate(() => resolve({ code, output: output.trim() })));
  });
}

/** Whether a program can be run and succeeds. */
export async function succeeds(command: string, args: string[], options: SpawnOptions = {}): Promise<boolean> {
  try {
    return (await runProgram(command, args, options)).code === 0;
  } catch (error) {
    if (error instanceof KnownError) return false;
    throw error;
  }
}
