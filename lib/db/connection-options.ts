import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type pg from 'pg';
import { parseConnectionString } from '../kit/connection-string/parse';
import { ConnectionStringError, type ConnectionTarget } from '../kit/connection-string/target';
import { tlsModeOf } from '../kit/connection-string/tls-mode';
import { env } from '../kit/env';
import { KnownError } from '../kit/known-error';

/** What a connection string comes to for pg. Only what it says is set, so that it may be spread over defaults. */
export type ConnectionOptions = Pick<
  pg.ClientConfig,
  'user' | 'password' | 'host' | 'port' | 'database' | 'ssl' | 'options' | 'connectionTimeoutMillis'
> & { enableChannelBinding?: boolean; sslnegotiation?: 'direct' };

/**
 * What pg connects with, instead of `connectionString`: pg reads URLs in ways of its own, and passes over in silence what
 * it does not know. Reads the files of certificates that the URL names. `url` has been checked where it was set.
 */
export function connectionOptions(url: string): ConnectionOptions {
  const target = parse(url);
  const { user, password, host, port, database, options, waitSeconds, channelBinding, tls } = target;
  const ssl = tlsOptions(target);
  return {
    host,
    port,
    database,
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(ssl !== undefined && { ssl }),
    ...(ssl && tls.direct && { sslnegotiation: 'direct' as const }),
    ...(ssl && channelBinding && { enableChannelBinding: true }),
    ...(options !== undefined && { options }),
    ...(waitSeconds !== undefined && { connectionTimeoutMillis: waitSeconds * 1_000 }),
  };
}

/** Where a connection string leads, for people: without the user and the password. */
export function describeDatabase(url: string): string {
  const { host, port, database } = parse(url);
  if (host.startsWith('/')) return `${host}${port === 5432 ? '' : `:${port}`}, ${database}`;
  return `${hostAndPort({ host, port })}/${database}`;
}

/** The same without the database. */
export function hostAndPort({ host, port }: Pick<ConnectionTarget, 'host' | 'port'>): string {
  if (host.startsWith('/')) return `${host}/.s.PGSQL.${port}`;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function parse(url: string): ConnectionTarget {
  return inWords(() => parseConnectionString(url));
}

function inWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ConnectionStringError)
      throw new KnownError(`The database’s URL ${error.message}`, { cause: error });
    throw error;
  }
}

function tlsOptions(target: ConnectionTarget): pg.ClientConfig['ssl'] | undefined {
  const { DATABASE_CA } = env();
  const mode = inWords(() => tlsModeOf(target, DATABASE_CA !== undefined));
  if (mode === undefined) return undefined;
  if (mode === 'disable') return false;
  const { rootCert, cert, key, identity, passphrase, minVersion } = target.tls;
  // libpq's sslcert is the client's own and comes with a key; Prisma's, without one, is the server's.
  const authority = rootCert === 'system' ? undefined : (rootCert ?? (key ? undefined : cert));
  const ca = authority ? readFile(rootCert ? 'sslrootcert' : 'sslcert', authority) : DATABASE_CA;
  return {
    rejectUnauthorized: mode !== 'no-verify',
    // For an address pg names no host, and Node would compare the certificate with `localhost`.
    host: target.host,
    ...(ca && rootCert !== 'system' && { ca }),
    ...(mode === 'verify-ca' && { checkServerIdentity: () => undefined }),
    ...(cert && key && { cert: readFile('sslcert', cert), key: readFile('sslkey', key) }),
    ...(identity && { pfx: readFile('sslidentity', identity) }),
    ...(passphrase && { passphrase }),
    ...(minVersion && { minVersion }),
  };
}

/** A file that a parameter names, from the folder of the app or, as Prisma has it, from `prisma/` in it. */
function readFile(parameter: string, path: string): Buffer {
  const places = [resolve(/* turbopackIgnore: true */ path), resolve(/* turbopackIgnore: true */ 'prisma', path)];
  const found = places.find((place) => existsSync(place)) ?? (places[0] as string);
  try {
    return readFileSync(found);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new KnownError(
      `${parameter}= in the database’s URL names a file that cannot be read: ${found} (${code}). Correct the path, or put the certificate itself into DATABASE_CA`,
      { cause: error },
    );
  }
}
