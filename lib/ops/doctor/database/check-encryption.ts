import type { TLSSocket } from 'node:tls';
import type pg from 'pg';
import { type Finding, warn } from '../finding';
import type { Looked } from './check';

/**
 * Whether what leaves this machine is encrypted. Asked of the connection itself: behind a pooler, pg_stat_ssl tells of the
 * way from there to the server.
 */
export function checkEncryption({ client }: Looked): Finding[] {
  const { stream } = (client as pg.Client & { connection: { stream: Partial<TLSSocket> } }).connection;
  const host = stream.remoteAddress;
  // A socket in the file system has no address.
  if (stream.encrypted || host === undefined || isThisMachine(host)) return [];
  return [
    warn(
      'database_not_encrypted',
      `The connection to ${client.host} is not encrypted: customers’ data and the password’s hash cross the network in the clear`,
      'Add ?sslmode=verify-full to DATABASE_URL, or make sure that nobody else is on that network.',
    ),
  ];
}

const isThisMachine = (address: string): boolean => /^(::ffff:)?127\.|^::1$/.test(address);
