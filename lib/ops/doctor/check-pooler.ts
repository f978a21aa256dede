import { lookBetween } from '../../db/look-between';
import { withConnection } from '../../db/with-connection';
import type { DatabaseOptions } from './database/check';
import { error, type Finding, ok, warn } from './finding';
import { judgeDatabaseError, statementMode } from './judge-database-error';

const GO_AROUND =
  'Set DIRECT_DATABASE_URL to the server itself (often port 5432 instead of 6543, or a host without “-pooler”).';

/** Behind a pooler in transaction mode, migrations need another way: is there one, and does it go around? */
export async function checkPooler({ url, directUrl }: Pick<DatabaseOptions, 'url' | 'directUrl'>): Promise<Finding[]> {
  const between = await lookBetween(url);
  if (between === 'statement') return [statementMode()];
  const findings = directUrl && directUrl !== url ? await checkDirect(url, directUrl) : [];
  if (between !== 'transaction' || findings.length > 0) return findings;
  return directUrl && directUrl !== url
    ? [ok('pooler', 'DATABASE_URL goes through a pooler in transaction mode, DIRECT_DATABASE_URL goes around it')]
    : [
        warn(
          'pooler_without_direct',
          'DATABASE_URL goes through a pooler in transaction mode: migrations and rebuilds stop there, all else works',
          GO_AROUND,
        ),
      ];
}

async function checkDirect(url: string, directUrl: string): Promise<Finding[]> {
  try {
    const between = await lookBetween(directUrl);
    if (between === 'transaction' || between === 'statement')
      return [
        error('direct_is_pooled', `DIRECT_DATABASE_URL goes through a pooler in ${between} mode, too`, GO_AROUND),
      ];
    const [one, other] = [await identify(url), await identify(directUrl)];
    if (one !== other)
      return [
        error(
          'direct_elsewhere',
          'DIRECT_DATABASE_URL leads to another database than DATABASE_URL: migrations would go there',
          'Let both name the same database.',
        ),
      ];
    return [];
  } catch (problem) {
    const { message, fix = '' } = judgeDatabaseError(directUrl, problem as Error);
    return [
      error(
        'direct_unreachable',
        `DIRECT_DATABASE_URL: ${message}`,
        fix.replaceAll('DATABASE_URL', 'DIRECT_DATABASE_URL'),
      ),
    ];
  }
}

/** The cluster's own number and the database in it: https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-PG-CONTROL-SYSTEM */
async function identify(url: string): Promise<string> {
  return withConnection(url, 'doctor', async (client) => {
    const { rows } = await client.query(
      `select system_identifier || '/' || current_database() as identity from pg_control_system()`,
    );
    return rows[0].identity as string;
  });
}
