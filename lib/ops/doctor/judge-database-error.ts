import { hostAndPort } from '../../db/connection-options';
import { isStatementMode } from '../../db/look-between';
import { parseConnectionString } from '../../kit/connection-string/parse';
import { KnownError } from '../../kit/known-error';
import { diskFull } from './database/disk';
import { error, type Finding, fatal } from './finding';

/**
 * What it means that the database could not be looked at, by its code. Words count only where a code is shared (28000, and 08P01 of
 * every pooler) or missing (the driver's own errors). The URL's password never appears.
 */
export function judgeDatabaseError(url: string, problem: Error): Finding {
  // What could not be read as a connection string, or names a file that is not there, says so itself.
  if (problem instanceof KnownError) return error('database_url', problem.message, 'Correct DATABASE_URL.');
  const { host, port, database, user } = parseConnectionString(url);
  const at = hostAndPort({ host, port });
  const inner = problem instanceof AggregateError ? (problem.errors[0] as Error) : problem;
  const code = (inner as { code?: string }).code ?? '';
  const { message } = inner;
  if (code === '28P01' || code === '28000')
    return /no encryption|SSL/i.test(message)
      ? error(
          'database_tls',
          `${at} wants TLS: ${message}`,
          'Add ?sslmode=verify-full to DATABASE_URL. Where the provider signs with an authority of its own, set DATABASE_CA, too; where nobody can verify the certificate (Heroku, Railway), sslmode=no-verify encrypts all the same.',
        )
      : error(
          'database_login',
          `${at} refuses the user ${user ?? '(none is named)'}: ${message}`,
          'Correct the user and password in DATABASE_URL. Characters like @ : / # in them are written %40 %3A %2F %23.',
        );
  if (isStatementMode(inner)) return statementMode();
  if (code === '3D000')
    return error(
      'database_absent',
      `${at} has no database ${database}`,
      `Make it: createdb --encoding=UTF8 --template=template0 ${database}, or correct DATABASE_URL.`,
    );
  if (code === '53300')
    return error(
      'connections_used_up',
      `${at} has no connection left: ${message}`,
      'Set DATABASE_POOL_SIZE to fewer, end what holds them open (pg_stat_activity), or raise the limit (max_connections, alter role … connection limit).',
    );
  if (code === '53100') return diskFull(message);
  if (code === '42501')
    return fatal(
      'rights_tables',
      `The role ${user ?? '(none is named)'} lacks a right: ${message}`,
      'Grant it as the owner, or use the owner’s role in DATABASE_URL.',
    );
  if (/does not support SSL/.test(message))
    return error(
      'database_tls',
      `${at} speaks no TLS, but DATABASE_URL asks for it`,
      'Remove sslmode from DATABASE_URL, or switch TLS on at the server.',
    );
  if (/unsupported startup parameter/.test(message))
    return error(
      'database_options',
      `${at} is a pooler, and refuses what the URL sends at the start of a session: ${message}`,
      'Remove options= from DATABASE_URL.',
    );
  if (/CERT|UNABLE_TO_/.test(code))
    return error(
      'database_tls',
      `${at} shows a certificate that is not trusted: ${message} (${code})`,
      'Set DATABASE_CA to the certificate of the provider’s authority (or add sslrootcert=/path/to/ca.pem to DATABASE_URL). sslmode=no-verify encrypts without looking at it.',
    );
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return error(
      'database_unreachable',
      `The name ${host} cannot be resolved (${code})`,
      'Correct the host in DATABASE_URL.',
    );
  return error(
    'database_unreachable',
    `PostgreSQL at ${at} cannot be reached: ${message || code}`,
    'Start it, open the way to it (firewall, allow list), or correct DATABASE_URL.',
  );
}

/** A pooler that hands each statement to another connection: neither a transaction nor a handler can be in one piece. */
export const statementMode = (): Finding =>
  fatal(
    'pooler_statement_mode',
    'DATABASE_URL goes through a pooler in statement mode, which allows no transactions',
    'Set its pool_mode to transaction or session, or go around it.',
  );
