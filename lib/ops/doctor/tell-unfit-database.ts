import { withConnection } from '../../db/with-connection';
import { log } from '../../kit/log/log';
import { lookAtDatabaseQuickly } from './database/checks';
import { judgeDatabaseError } from './judge-database-error';

/**
 * Logs why nothing can be stored, for a process that no command of ours has started: it cannot be kept from starting. Never
 * throws: a database that is away is reported by each request that needs it.
 */
export async function tellUnfitDatabase(url: string): Promise<void> {
  const options = { url, directUrl: undefined, serverless: true };
  const look = withConnection(url, 'check', (client) => lookAtDatabaseQuickly(client, options));
  const findings = await look.catch((problem: Error) => [judgeDatabaseError(url, problem)]);
  for (const { severity, code, message, fix } of findings)
    if (severity === 'error') log().error({ finding: code }, `${message}. ${fix}`);
}
