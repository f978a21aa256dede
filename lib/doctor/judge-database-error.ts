import { isStatementMode } from '../db/look-between';
import { diskFull } from './database/disk';
import { error, type Finding, fatal } from './finding';

/** What it means that the database could not be looked at. The URL's password never appears. */
export function judgeDatabaseError(url: string, problem: Error): Finding {
  const { hostname, port, pathname, username } = new URL(url);
  const at = `${hostname}:${port || 5432}`;
  const inner = problem instanceof AggregateError ? (problem.errors[0] as Error) : problem;
  const code = (inner as { code?: string }).code ?? '';
  const { message } = inner;
  if (code === '28P01' || code === '28000')
    return /no encryption|SSL/i.test(message)
      ? error(
          'database_tls',
          `${at} wants TLS: ${message}`,
          'Add ?sslmode=verify-full to DATABASE_URL (no-verify where the server has a certificate of its own making).',
        )
      : error(
          'database_login',
          `${at} refuses the user ${decodeURIComponent(username)}: ${message}`,
          'Correct the user and password in DATABASE_URL. Characters like @ : / # in them are written %40 %3A %2F %23.',
        );
  if (isStatementMode(inner)) return statementMode();
  if (code === '3D000')
    return error(
      'database_absent',
      `${at} has no database ${pathname.slice(1)}`,
      `Make it: createdb --encoding=UTF8 --template=template0 ${pathname.slice(1)}, or correct DATABASE_URL.`,
    );
  if (code === '53300')
    return error(
      'connections_used_up',
      `${at} has no connection left: ${message}`,
      'Raise the limit that the server names (max_connections, or the connection limit of the role or the database), or end what holds them open (pg_stat_activity).',
    );
  if (code === '53100') return diskFull(message);
  if (code === '42501')
    return fatal(
      'rights_tables',
      `The role ${decodeURIComponent(username)} lacks a right: ${message}`,
      'Grant it as the owner, or use the owner’s role in DATABASE_URL.',
    );
  if (/does not support SSL/.test(message))
    return error(
      'database_tls',
      `${at} speaks no TLS, but DATABASE_URL asks for it`,
      'Remove sslmode from DATABASE_URL, or switch TLS on at the server.',
    );
  if (/CERT|UNABLE_TO_/.test(code))
    return error(
      'database_tls',
      `${at} shows a certificate that is not trusted: ${message} (${code})`,
      'Name its authority with ?sslrootcert=/path/to/ca.pem in DATABASE_URL, or NODE_EXTRA_CA_CERTS. sslmode=no-verify encrypts without looking at it.',
    );
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return error(
      'database_unreachable',
      `The name ${hostname} cannot be resolved (${code})`,
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
