import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of 96 MB in memory; nothing where this user may not mount one. */
export function mountSmallDisk():
  | { folder: string; fill(): Promise<void>; empty(): Promise<void>; unmount(): void }
  | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'hookwell-disk-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m,mode=0755', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    remove();
    return undefined;
  }
  return {
    folder,
    /** Writes until nothing more fits. */
    async fill() {
      const file = await open(join(folder, 'ballast'), 'w');
      const piece = Buffer.alloc(64 * 1024);
      for (let full = false; !full; )
        await file.write(piece).catch((error: NodeJS.ErrnoException) => {
          if (error.code !== 'ENOSPC') throw error;
          full = true;
        });
      await file.close();
    },
    /** Makes room again. */
    empty: () => rm(join(folder, 'ballast')),
    unmount() {
      execFileSync('umount', [folder]);
      remove();
    },
  };
}
