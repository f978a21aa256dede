import { spawn } from 'node:child_process';
import { closeSync, existsSync, fchownSync, openSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemEnv } from '../../kit/env';
import { KnownError } from '../../kit/known-error';
import { dataDirOf } from './create-cluster';
import type { Launcher } from './launcher';
import { disownPidFile, ownerOf, type PidFile, readPidFile } from './pid-file';
import { runProgram } from './run-program';

/** Settings of PostgreSQL by name, as `-c name=value` on its command line. */
export type Settings = Record<string, string | number>;

/** What runs on the files: nothing, a server that takes connections, or one that does not (yet, or any more). */
export type ServerState = { is: 'stopped' } | { is: 'busy' } | { is: 'ready'; file: PidFile };

const pollMs = 10;
const logFile = (dataDir: string) => join(dataDir, 'server.log');
/** What PostgreSQL says when another start was faster, an old server's processes still end, or the port was taken. */
const passing =
  /lock file "[^"]*" (already exists|is empty)|bogus data in lock file|could not remove old lock file|is still in use|Address already in use/;
const maxLogBytes = 10 * 1024 * 1024;

/** Looks which server runs on the files of this database. */
export function serverState(launcher: Launcher): ServerState {
  const dataDir = dataDirOf(launcher);
  const file = readPidFile(dataDir);
  const owner = file ? ownerOf(file, dataDir) : 'gone';
  if (file && owner === 'other') disownPidFile(dataDir, file);
  if (!file || owner !== 'server') return { is: 'stopped' };
  return file.status === 'ready' ? { is: 'ready', file } : { is: 'busy' };
}

/**
 * Starts a server on a free port of 127.0.0.1, or that of the settings, in a session of its own, so that Ctrl-C in the terminal doesn't end it
 * under requests that are being answered. Returns `undefined` when another process was faster or the port was taken:
 * look again. Throws when PostgreSQL does not start, with the end of its log.
 */
export async function startServer(launcher: Launcher, settings: Settings): Promise<{ port: number } | undefined> {
  const dataDir = dataDirOf(launcher);
  const port = settings.port === undefined ? await freePort() : Number(settings.port);
  const args = Object.entries({
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    ...settings,
    port,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const logged = trimLog(dataDir);
  const hasEnded = process.platform === 'win32' ? await launchOnWindows(launcher, args) : launch(launcher, args);
  for (;;) {
    // Asked before the file is read: a server that is ready and ends right after is not one that failed to start.
    const ended = hasEnded();
    const file = readPidFile(dataDir);
    if (file?.port === port && file.status === 'ready') return { port };
    if (ended) break;
    await pause(pollMs);
  }
  const reason = readFileSync(logFile(dataDir)).subarray(logged).toString().trim();
  if (passing.test(reason)) return undefined;
  throw new KnownError(`PostgreSQL did not start; its log ends with:\n${reason.slice(-2_000)}`);
}

/** Ends the server, disconnecting its clients, and waits until it is gone. */
export async function stopServer(launcher: Launcher): Promise<void> {
  const dataDir = dataDirOf(launcher);
  const running = readPidFile(dataDir);
  if (!running) return;
  // There are no signals on Windows; pg_ctl has another way there.
  if (process.platform === 'win32') await runProgram(launcher.binaries.pgCtl, ['stop', '-D', dataDir, '-m', 'fast']);
  else process.kill(running.pid, 'SIGINT');
  while (readPidFile(dataDir)?.pid === running.pid && ownerOf(running, dataDir) === 'server') await pause(pollMs);
}

/** Starts PostgreSQL directly and detached. Returns a function that tells whether it has ended. */
function launch(launcher: Launcher, settings: string[]): () => boolean {
  const { binaries, prefix, user } = launcher;
  const dataDir = dataDirOf(launcher);
  const log = openSync(logFile(dataDir), 'a', 0o600);
  try {
    if (user) fchownSync(log, user.uid, user.gid);
    const [command = '', ...args] = [...prefix, binaries.postgres, '-D', dataDir, ...settings];
    const stdio: ['ignore', number, number] = ['ignore', log, log];
    const child = spawn(command, args, { detached: true, stdio, cwd: dataDir, env: systemEnv(), ...user });
    let failure: Error | undefined;
    child.on('error', (error) => {
      failure = error;
    });
    child.unref();
    return () => {
      if (failure) throw new KnownError(`PostgreSQL could not be run: ${failure.message}`, { cause: failure });
      return child.exitCode !== null || child.signalCode !== null;
    };
  } finally {
    closeSync(log);
  }
}

/** On Windows pg_ctl gives up the rights of an administrator first, which PostgreSQL refuses. */
async function launchOnWindows(launcher: Launcher, settings: string[]): Promise<() => boolean> {
  const dataDir = dataDirOf(launcher);
  const args = ['start', '-W', '-D', dataDir, '-l', logFile(dataDir), '-o', settings.join(' ')];
  const { code, output } = await runProgram(launcher.binaries.pgCtl, args, { stdio: 'ignore', detached: true });
  if (code !== 0) throw new KnownError(`PostgreSQL could not be started (pg_ctl, exit code ${code}): ${output}`);
  const launched = Date.now();
  return () => Date.now() - launched > 1_000 && !readPidFile(dataDir);
}

/** Empties a log that has grown large, and returns how long it is. */
function trimLog(dataDir: string): number {
  const file = logFile(dataDir);
  const size = existsSync(file) ? statSync(file).size : 0;
  if (size <= maxLogBytes) return size;
  closeSync(openSync(file, 'w'));
  return 0;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port')),
      );
    });
  });
}
