import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A Stripe CLI that runs. `exited` resolves when it is gone and its last line was heard; `code` is null when a signal ended it. */
export type RunningCli = { end(): void; exited: Promise<{ code: number | null; lastWords: string }> };

type Stream = 'stdout' | 'stderr';
type Start = { bin: string; args: string[]; env: NodeJS.ProcessEnv };

/** One that does not end when it is asked to is ended for good after this long. */
const PATIENCE_MS = 5_000;
const LAST_LINES = 30;

/** Starts the Stripe CLI and hands on what it prints, line by line as it wrote it: there may be a secret in it. */
export function runCli({ bin, args, env }: Start, onLine: (line: string, stream: Stream) => void): RunningCli {
  const child = spawn(bin, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const last: string[] = [];
  const hear = (line: string, stream: Stream) => {
    if (stream === 'stderr') last.push(line);
    last.splice(0, last.length - LAST_LINES);
    onLine(line, stream);
  };
  const heard = [eachLine(child.stdout, 'stdout', hear), eachLine(child.stderr, 'stderr', hear)];
  return { end: () => endChild(child), exited: exit(child, heard, last) };
}

async function eachLine(from: Readable, stream: Stream, hear: (line: string, stream: Stream) => void): Promise<void> {
  for await (const line of createInterface({ input: from })) hear(line, stream);
}

async function exit(child: ChildProcess, heard: Promise<void>[], last: string[]) {
  const [code] = (await once(child, 'exit')) as [number | null];
  await Promise.all(heard);
  return { code, lastWords: last.join('\n').trim() };
}

function endChild(child: ChildProcess): void {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
}
