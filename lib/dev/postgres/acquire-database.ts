import { dataDir, env } from '../../kit/env';
import { acquireEmbeddedPostgres, joinEmbeddedPostgres } from './embedded-postgres';

/**
 * A database to work with: the server of DATABASE_URL, or the embedded one, which `release` stops after the last user.
 * `directUrl` goes around a pooler, for migrations and LISTEN.
 */
export type AcquiredDatabase = { url: string; directUrl: string; embedded: boolean; release(): Promise<void> };

/**
 * Takes the server of DATABASE_URL where it is set, else the embedded one if it runs. `null`: there is none. Only with
 * `start` an embedded one is made and started: a command that did so by itself would work on an empty database, in
 * silence.
 */
export async function acquireDatabase(options: { start: true }): Promise<AcquiredDatabase>;
export async function acquireDatabase(options?: { start?: boolean }): Promise<AcquiredDatabase | null>;
export async function acquireDatabase({ start = false } = {}): Promise<AcquiredDatabase | null> {
  const { DATABASE_URL: url, DIRECT_DATABASE_URL: directUrl = url } = env();
  if (url && directUrl) return { url, directUrl, embedded: false, release: async () => {} };
  const dir = dataDir();
  const lease = start ? await acquireEmbeddedPostgres({ dir }) : await joinEmbeddedPostgres({ dir });
  return lease ? { url: lease.url, directUrl: lease.url, embedded: true, release: lease.release } : null;
}
