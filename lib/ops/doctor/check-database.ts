import { withConnection } from '../../db/with-connection';
import { checkPooler } from './check-pooler';
import type { DatabaseOptions } from './database/check';
import { lookAtDatabase } from './database/checks';
import type { Finding } from './finding';
import { judgeDatabaseError } from './judge-database-error';

/** The database: reached, fit for us, up to date, and with room for the pools of the app. Changes nothing. */
export async function checkDatabase(options: DatabaseOptions): Promise<Finding[]> {
  const { url, directUrl } = options;
  try {
    const findings = await withConnection(url, 'doctor', (client) =>
      lookAtDatabase(client, options, ['before', 'doctor', 'after']),
    );
    return [...findings, ...(await checkPooler({ url, directUrl }))];
  } catch (problem) {
    return [judgeDatabaseError(url, problem as Error)];
  }
}
