import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Account = { uid: number; gid: number };

/** Where Debian's packages put the programs that tests run: `apt-get install postgresql-15 pgbouncer`. */
export const PROGRAMS = { postgres15: '/usr/lib/postgresql/15/bin/postgres', pgbouncer: '/usr/sbin/pgbouncer' };

/** What a test says of itself where a program is missing: it is skipped, and its name tells why. Empty where all are there. */
export function whyMissing(...programs: (keyof typeof PROGRAMS)[]): string {
  if (process.platform !== 'linux') return ' (skipped: Debian’s packages are for Linux)';
  const missing = programs.filter((name) => !existsSync(PROGRAMS[name])).map((name) => PROGRAMS[name]);
  if (missing.length > 0) return ` (skipped: ${missing.join(' and ')} not installed)`;
  return process.getuid?.() === 0 && !postgresAccount() ? ' (skipped: root has no user postgres to run them as)' : '';
}

/** The user for programs that refuse to be root; none where we are not root. Debian's packages make the account. */
export function unprivileged(): Account | undefined {
  return process.getuid?.() === 0 ? postgresAccount() : undefined;
}

function postgresAccount(): Account | undefined {
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** A new folder in `parent` that belongs to {@link unprivileged}. */
export async function folderFor(name: string, parent = tmpdir()): Promise<string> {
  const dir = await mkdtemp(join(parent, `hookwell-${name}-`));
  const account = unprivileged();
  if (account) await chown(dir, account.uid, account.gid);
  return dir;
}
