import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KnownError } from '../../kit/known-error';
import { majorOf } from './binaries';
import { isAlive } from './is-alive';
import type { Launcher } from './launcher';
import { runProgram } from './run-program';

/** The user that owns everything in the embedded database. */
export const clusterUser = 'hookwell';

/** Where the files of the database are. */
export const dataDirOf = (launcher: Launcher): string => join(launcher.home, 'postgres');

const passwordFile = (dataDir: string) => join(dataDir, 'hookwell-password');

/** The password of this database, which was made by chance and lies beside its files. */
export const readClusterPassword = async (launcher: Launcher): Promise<string> =>
  (await readFile(passwordFile(dataDirOf(launcher)), 'utf8')).trim();

/**
 * Creates the database's files unless they are there. They are made under another name and renamed when complete: an
 * end in the middle leaves nothing half made, and of two processes that do it at once one wins.
 */
export async function ensureCluster(launcher: Launcher): Promise<void> {
  const dataDir = dataDirOf(launcher);
  if (existsSync(dataDir)) await checkOwner(launcher, dataDir);
  if (existsSync(join(dataDir, 'PG_VERSION'))) return checkVersion(launcher, dataDir);
  await removeLeftovers(launcher.home);
  const workshop = `${dataDir}.new-${process.pid}-${randomBytes(3).toString('hex')}`;
  await mkdir(workshop, { mode: 0o700 });
  try {
    await giveAway(launcher, workshop);
    const made = join(workshop, 'data');
    await initialise(launcher, workshop, made);
    await rename(made, dataDir);
  } catch (error) {
    if (!existsSync(join(dataDir, 'PG_VERSION'))) throw error;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function initialise(launcher: Launcher, workshop: string, made: string): Promise<void> {
  const { binaries, prefix, user } = launcher;
  const password = join(workshop, 'password');
  await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await giveAway(launcher, password);
  const [command = '', ...args] = [
    ...prefix,
    binaries.initdb,
    `--pgdata=${made}`,
    `--username=${clusterUser}`,
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    // With LANG unset it would be SQL_ASCII, which takes any bytes.
    '--encoding=UTF8',
    '--locale=C',
    // Six seconds on a slow disk, for files that hold nothing yet; the server itself writes through.
    '--no-sync',
    '--no-instructions',
  ];
  const { code, output } = await runProgram(command, args, { ...user, cwd: workshop });
  if (code !== 0)
    throw new KnownError(`PostgreSQL could not create its database (initdb, exit code ${code}):\n${output}`);
  await rename(password, passwordFile(made));
}

async function checkOwner({ user }: Launcher, dataDir: string): Promise<void> {
  const expected = user?.uid ?? process.getuid?.();
  const { uid } = await stat(dataDir);
  if (expected !== undefined && uid !== expected)
    throw new KnownError(
      `The database in ${dataDir} belongs to user ${uid}, and this would run it as user ${expected}. Run it as that user, set HOOKWELL_DATA_DIR to another folder, or delete it`,
    );
}

async function checkVersion({ binaries }: Launcher, dataDir: string): Promise<void> {
  const found = (await readFile(join(dataDir, 'PG_VERSION'), 'utf8')).trim();
  const major = majorOf(binaries.version);
  if (found !== major)
    throw new KnownError(
      `The database in ${dataDir} was made by PostgreSQL ${found}, and this is ${major}. Move its content with pg_dump of version ${found}, or delete that folder to start with an empty one`,
    );
}

async function giveAway({ user }: Launcher, path: string): Promise<void> {
  if (user) await chown(path, user.uid, user.gid);
}

/** Removes what processes left behind that were killed while they created the files. */
async function removeLeftovers(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = Number(/^postgres\.new-(\d+)-/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) await rm(join(home, name), { recursive: true, force: true });
  }
}
