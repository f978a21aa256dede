import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { KnownError } from '../../kit/known-error';
import type { Binaries } from './binaries';
import { succeeds } from './run-program';

/** Where the database's files are, and how to run a program of PostgreSQL so that it accepts its user. */
export type Launcher = {
  binaries: Binaries;
  /** Holds the database's folder; on this machine only. */
  home: string;
  /** Put in front of each program's command line. */
  prefix: string[];
  /** The user to run as, and to own the files, where that is not the user of this process. */
  user?: { uid: number; gid: number };
};

/** How root runs PostgreSQL, which refuses to be root. Chosen by itself; tests say which and where. */
export type RootMode = { mode: 'namespace' } | { mode: 'copy'; copyRoot?: string };

type Account = { name: string; uid: number; gid: number };

const COPY_ROOT = '/var/lib/hookwell';

const copyHomeOf = (dir: string, copyRoot: string) =>
  join(copyRoot, createHash('sha256').update(dir).digest('hex').slice(0, 16));

/** Whether there are files of a database for `dir`. */
export const hasCluster = (dir: string): boolean =>
  [dir, copyHomeOf(dir, COPY_ROOT)].some((home) => existsSync(join(home, 'postgres', 'PG_VERSION')));

/** Decides how to run PostgreSQL for a database below `dir`. */
export async function chooseLauncher(binaries: Binaries, dir: string, rootMode?: RootMode): Promise<Launcher> {
  const plain: Launcher = { binaries, home: dir, prefix: [] };
  if (process.getuid?.() !== 0) return plain;
  const owner = await ownerOf(join(dir, 'postgres'));
  // A user's checkout on which root works now and then: run it as that user, who can go on with the files later.
  if (!rootMode && owner && owner.uid !== 0) return { ...plain, user: owner };
  const accounts = await readAccounts();
  const copyRoot = (rootMode?.mode === 'copy' && rootMode.copyRoot) || COPY_ROOT;
  const copyHome = copyHomeOf(dir, copyRoot);
  const wantsCopy = rootMode ? rootMode.mode === 'copy' : existsSync(join(copyHome, 'postgres', 'PG_VERSION'));
  const prefix = namespacePrefix(accounts);
  if (!wantsCopy && (await namespaceWorks(prefix, binaries, dir))) return { ...plain, prefix };
  if (rootMode?.mode === 'namespace')
    throw new KnownError('This machine gives no user namespace to root (unshare --user)');
  // A second, empty database elsewhere would look like a loss of all data.
  if (owner)
    throw new KnownError(
      `The database in ${dir} needs a user namespace (unshare --user), which root cannot have here. Allow them, run as another user, or set DATABASE_URL`,
    );
  return copyLauncher(binaries, copyRoot, copyHome, accounts);
}

/**
 * Root in a namespace in which it is called by another user's number: PostgreSQL is content, and yet the files stay
 * root's, so that a checkout below /root (0700) can be entered.
 */
function namespacePrefix(accounts: Account[]): string[] {
  // initdb looks its user up by number, so it has to be one that exists; nobody's is also what unmapped files show.
  const account = accounts.find(({ name }) => name !== 'nobody') ?? accounts[0];
  return account ? ['unshare', '--user', `--map-user=${account.uid}`, `--map-group=${account.gid}`] : [];
}

async function namespaceWorks([command, ...args]: string[], binaries: Binaries, dir: string): Promise<boolean> {
  if (!command) return false;
  const checks = [
    [binaries.postgres, '--version'],
    ['test', '-w', dir],
  ];
  const results = await Promise.all(checks.map((check) => succeeds(command, [...args, ...check])));
  return results.every(Boolean);
}

/** The way where namespaces are off: the files lie where an unprivileged user can reach them. */
async function copyLauncher(binaries: Binaries, root: string, home: string, accounts: Account[]): Promise<Launcher> {
  const user = accounts.find(({ name }) => name === 'nobody') ?? accounts[0];
  if (!user)
    throw new KnownError(
      'PostgreSQL refuses to run as root, and there is no other user here. Set DATABASE_URL to a server',
    );
  await mkdir(home, { recursive: true, mode: 0o755 });
  await Promise.all([root, home].map((folder) => chmod(folder, 0o755)));
  const copied = join(root, `postgresql-${binaries.version}`);
  if (!existsSync(copied)) await copyForEveryone(binaries.root, copied);
  const inCopy = (program: string) => program.replace(binaries.root, copied);
  return {
    binaries: {
      ...binaries,
      root: copied,
      initdb: inCopy(binaries.initdb),
      postgres: inCopy(binaries.postgres),
      pgCtl: inCopy(binaries.pgCtl),
    },
    home,
    prefix: [],
    user: { uid: user.uid, gid: user.gid },
  };
}

async function copyForEveryone(from: string, to: string): Promise<void> {
  const next = `${to}.${process.pid}`;
  await rm(next, { recursive: true, force: true });
  await cp(from, next, { recursive: true, verbatimSymlinks: true });
  await openForEveryone(next);
  try {
    await rename(next, to);
  } catch (error) {
    // Another process was faster; its copy is as good.
    if (!existsSync(to)) throw error;
    await rm(next, { recursive: true, force: true });
  }
}

async function openForEveryone(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    // A link has no rights of its own, and what it points at is in this folder too.
    if (entry.isSymbolicLink()) continue;
    const { mode } = await stat(file);
    await chmod(file, entry.isDirectory() || mode & 0o100 ? 0o755 : 0o644);
  }
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number } | undefined> {
  if (!existsSync(path)) return undefined;
  const { uid, gid } = await stat(path);
  return { uid, gid };
}

/** The users of this machine that are not root. */
async function readAccounts(): Promise<Account[]> {
  const passwd = existsSync('/etc/passwd') ? await readFile('/etc/passwd', 'utf8') : '';
  return passwd
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ name, uid, gid }) => name && uid > 0 && gid > 0);
}
