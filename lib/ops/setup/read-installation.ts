import type { Database } from '../../db/client';
import { version } from '../version';

export type Versions = { hookwell: string; node: string; postgres: string; platform: string };

/** What this installation runs on. */
export async function readInstallation(prisma: Database): Promise<Versions> {
  const [row] = await prisma.$queryRaw<{ version: string }[]>`select current_setting('server_version') as version`;
  return {
    hookwell: version,
    node: process.version.slice(1),
    postgres: row?.version ?? 'unknown',
    platform: `${process.platform} ${process.arch}`,
  };
}
