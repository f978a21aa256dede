import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export type TestProcess = {
  process: ChildProcess;
  /** Everything it printed so far, on both streams. */
  output(): string;
  /** What it printed on standard output alone: the data, where there is any. */
  data(): string;
  /** Resolves with the match once the output holds it; rejects when the process ends before that. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends the signal and waits for the end. Resolves with the exit code, null when the signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  exited: Promise<number | null>;
};

/** The environment of a test's child: nothing of the developer's own configuration but what programs need. */
export function testEnv(env: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SystemRoot, NODE_EXTRA_CA_CERTS } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    SystemRoot,
    NODE_EXTRA_CA_CERTS,
    NEXT_TELEMETRY_DISABLED: '1',
    ...env,
  } as unknown as NodeJS.ProcessEnv;
}

/** Runs one of our scripts as a process of its own, as `npm run` would, and collects what it prints. */
export const startScript = (
  script: string,
  args: string[],
  env: Record<string, string | undefined>,
  cwd?: string,
): TestProcess => startNode(['--import', tsx, resolve(script), ...args], env, cwd);

/** Found from here, whichever folder the script runs in. */
const tsx = import.meta.resolve('tsx');

/** Runs a program of Node as a process of its own and collects what it prints. */
export function startNode(args: string[], env: Record<string, string | undefined>, cwd?: string): TestProcess {
  const child = spawn(process.execPath, args, { env: testEnv(env), stdio: ['ignore', 'pipe', 'pipe'], cwd });
  let text = '';
  let data = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', (chunk: Buffer) => {
    data += chunk.toString();
    hear(chunk);
  });
  child.stderr.on('data', hear);
  const exited = once(child, 'close').then(([code]) => code as number | null);

  return {
    process: child,
    exited,
    output: () => text,
    data: () => data,
    printed(pattern) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(text);
          if (!match) return;
          listeners.delete(look);
          resolve(match);
        };
        listeners.add(look);
        look();
        void exited.then((code) =>
          reject(new Error(`${args.join(' ')} ended with ${code} before it printed ${pattern}:\n${text}`)),
        );
      });
    },
    async end(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return exited;
    },
  };
}
