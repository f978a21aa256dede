import { dataDir, env } from '../env';
import { acquireEmbeddedPostgres } from './embedded-postgres';

/**
 * A database to work with: the server of DATABASE_URL, or the embedded one, which `release` stops after the last user.
 * `directUrl` goes around a pooler, for migrations and LISTEN.
 */
export type AcquiredDatabase = { url: string; directUrl: string; embedded: boolean; release(): Promise<void> };

/** Takes the server of DATABASE_URL where it is set, else starts the embedded one in the data folder. */
export async function acquireDatabase(): Promise<AcquiredDatabase> {
  const { DATABASE_URL: url, DIRECT_DATABASE_URL: directUrl = url } = env();
  if (url && directUrl) return { url, directUrl, embedded: false, release: async () => {} };
  const lease = await acquireEmbeddedPostgres({ dir: dataDir() });
  return { url: lease.url, directUrl: lease.url, embedded: true, release: lease.release };
}
