import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { KnownError } from '../../kit/known-error';
import { findBinaries } from './binaries';
import { dataDirOf, ensureCluster } from './create-cluster';
import { chooseLauncher, hasCluster, type Launcher, type RootMode } from './launcher';
import { disownPidFile, readPidFile } from './pid-file';
import { type Settings, serverState, startServer } from './server';
import { type Lease, takeLease } from './take-lease';

/** Where the embedded database is, and what only tests need to say. */
export type EmbeddedOptions = {
  dir: string;
  /** Applied if this call starts the server. */
  settings?: Settings;
  rootMode?: RootMode;
  /** The package with the wrapper of another PostgreSQL version. */
  packageName?: string;
};

const patienceMs = 60_000;

/**
 * A real PostgreSQL with its data in `<dir>/postgres`, created at the first call, started when it doesn't run, shared
 * with other processes that call this. The URL holds its password: keep it in memory. `release()` stops the server if
 * nobody else is connected; a process that ends without it leaves the server running, for the next one to use.
 */
export const acquireEmbeddedPostgres = (options: EmbeddedOptions): Promise<Lease> =>
  withRightsExplained(options, () => acquire(options));

/** The same server, if it runs already. Never makes or starts one. */
export const joinEmbeddedPostgres = ({ dir }: Pick<EmbeddedOptions, 'dir'>): Promise<Lease | undefined> =>
  withRightsExplained({ dir }, async () => {
    if (!hasCluster(dir)) return undefined;
    const launcher = await chooseLauncher(await findBinaries(), dir);
    for (const until = Date.now() + patienceMs; Date.now() < until; await pause(10)) {
      const state = serverState(launcher);
      if (state.is === 'stopped') return undefined;
      const lease = state.is === 'ready' ? await takeLease(launcher, state.file.port) : 'busy';
      if (lease === 'absent') return undefined;
      if (typeof lease === 'object') return lease;
    }
    throw noAnswer(launcher);
  });

async function withRightsExplained<T>(options: EmbeddedOptions, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM') throw error;
    throw new KnownError(
      `This user may not use ${path ?? options.dir}, where the embedded database is kept. Run this as the owner of that folder, or set HOOKWELL_DATA_DIR to another one`,
      { cause: error },
    );
  }
}

async function acquire({ dir, settings = {}, rootMode, packageName }: EmbeddedOptions): Promise<Lease> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const launcher = await chooseLauncher(await findBinaries(packageName), dir, rootMode);
  await ensureCluster(launcher);
  for (const until = Date.now() + patienceMs; Date.now() < until; await pause(10)) {
    const lease = await leaseFromServer(launcher, settings);
    if (lease) return lease;
  }
  throw noAnswer(launcher);
}

function noAnswer(launcher: Launcher): KnownError {
  const pid = readPidFile(dataDirOf(launcher))?.pid;
  return new KnownError(
    `PostgreSQL on ${dataDirOf(launcher)}${pid ? ` (process ${pid})` : ''} answers no connection. If it hangs, end that process and start again; its log is server.log there`,
  );
}

async function leaseFromServer(launcher: Launcher, settings: Settings): Promise<Lease | undefined> {
  const state = serverState(launcher);
  if (state.is === 'busy') return undefined;
  if (state.is === 'stopped') {
    const started = await startServer(launcher, settings);
    const lease = started && (await takeLease(launcher, started.port));
    return typeof lease === 'object' ? lease : undefined;
  }
  const lease = await takeLease(launcher, state.file.port);
  if (lease === 'absent') disownPidFile(dataDirOf(launcher), state.file);
  return typeof lease === 'object' ? lease : undefined;
}
