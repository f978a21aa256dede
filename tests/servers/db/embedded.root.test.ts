import { chmod, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findBinaries } from '@/lib/dev/postgres/binaries';
import { chooseLauncher } from '@/lib/dev/postgres/launcher';
import { readPidFile } from '@/lib/dev/postgres/pid-file';
import { KnownError } from '@/lib/kit/known-error';
import { copyPackages, embeddedSandbox, homeOf, queryOnce, userOf } from '../../../harness/embedded';

const isRoot = process.getuid?.() === 0;

/** User namespaces are switched off on some machines and in some containers. */
async function hasNamespaces(): Promise<boolean> {
  try {
    await chooseLauncher(await findBinaries(), process.cwd(), { mode: 'namespace' });
    return true;
  } catch (error) {
    if (error instanceof KnownError) return false;
    throw error;
  }
}

const namespaces = isRoot && (await hasNamespaces());

describe.runIf(isRoot)('PostgreSQL refuses to be root', () => {
  let sandbox: ReturnType<typeof embeddedSandbox>;

  beforeEach(() => {
    sandbox = embeddedSandbox();
  });

  afterEach(() => sandbox.cleanUp());

  /** A folder that only root can enter, with its own copy of PostgreSQL, as a checkout below /root has. */
  async function privateCheckout() {
    const checkout = await sandbox.folder('/root');
    await chmod(checkout, 0o700);
    return { dir: join(checkout, '.hookwell'), packageName: await copyPackages(checkout) };
  }

  test('yet root starts it from a checkout below /root, and again', async () => {
    const options = await privateCheckout();
    // Where namespaces are off, this would fill /var/lib/hookwell, which is the next test's.
    const copyRoot = await sandbox.folder();
    const rootMode = namespaces ? undefined : ({ mode: 'copy', copyRoot } as const);
    const first = await sandbox.acquire({ ...options, rootMode });
    await queryOnce(first.url, 'create table kept as select 42 as answer');
    await first.release();
    const second = await sandbox.acquire({ ...options, rootMode });
    expect(await queryOnce(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test.runIf(namespaces)("in a namespace the files stay root's, in the folder that was asked for", async () => {
    const options = await privateCheckout();
    const lease = await sandbox.acquire({ ...options, rootMode: { mode: 'namespace' } });
    expect(homeOf(lease)).toBe(options.dir);
    expect(await stat(lease.dataDir)).toMatchObject({ uid: 0 });
    await lease.release();
    expect(readPidFile(lease.dataDir)).toBeUndefined();
  });

  describe('without namespaces', () => {
    test('it runs as a user without rights, on a copy which that user can reach', async () => {
      const options = await privateCheckout();
      const copyRoot = await sandbox.folder();
      const rootMode = { mode: 'copy', copyRoot } as const;
      const first = await sandbox.acquire({ ...options, rootMode });
      expect(homeOf(first).startsWith(copyRoot)).toBe(true);
      expect(await userOf(readPidFile(first.dataDir)?.pid as number)).not.toBe(0);
      await queryOnce(first.url, 'create table kept as select 42 as answer');
      await first.release();
      expect(readPidFile(first.dataDir)).toBeUndefined();
      const second = await sandbox.acquire({ ...options, rootMode });
      expect(await queryOnce(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
      // One copy of the programs serves every checkout, each of which has its own database.
      const other = await sandbox.acquire({ ...options, dir: await sandbox.folder(), rootMode });
      expect(await readdir(copyRoot)).toHaveLength(3);
      expect(other.dataDir).not.toBe(second.dataDir);
    });

    test.runIf(namespaces)('it does not hide a database that a namespace made', async () => {
      const dir = await sandbox.folder();
      const lease = await sandbox.acquire({ dir, rootMode: { mode: 'namespace' } });
      await lease.release();
      const copyRoot = await sandbox.folder();
      await expect(sandbox.acquire({ dir, rootMode: { mode: 'copy', copyRoot } })).rejects.toThrow(
        /needs a user namespace .*set DATABASE_URL/,
      );
    });
  });

  describe('the files of another user', () => {
    /** A database that belongs to a user without rights, as if that user had made it. */
    async function usersDatabase() {
      const copyRoot = await sandbox.folder();
      const rootMode = { mode: 'copy', copyRoot } as const;
      const lease = await sandbox.acquire({ dir: await sandbox.folder(), rootMode });
      const owner = await userOf(readPidFile(lease.dataDir)?.pid as number);
      await queryOnce(lease.url, 'create table kept as select 42 as answer');
      await lease.release();
      return { dir: homeOf(lease), owner };
    }

    test('stay theirs: PostgreSQL runs as that user', async () => {
      const { dir, owner } = await usersDatabase();
      const lease = await sandbox.acquire({ dir });
      expect(await queryOnce(lease.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
      expect(await userOf(readPidFile(lease.dataDir)?.pid as number)).toBe(owner);
      expect(await stat(join(lease.dataDir, 'server.log'))).toMatchObject({ uid: owner });
    });

    test.runIf(namespaces)('are not opened in a namespace, where they would be nobody’s', async () => {
      const { dir, owner } = await usersDatabase();
      await expect(sandbox.acquire({ dir, rootMode: { mode: 'namespace' } })).rejects.toThrow(
        `belongs to user ${owner}, and this would run it as user 0`,
      );
    });
  });
});
