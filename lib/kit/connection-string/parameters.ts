import { type ConnectionTarget, refuse, type TlsMode } from './target';

/** What a parameter does to the target that is being read. `name` is its own, for messages. */
type Parameter = (target: Draft, value: string, name: string) => void;

/** Where host, port, database, user and password may still come from a parameter. */
export type Draft = Partial<Pick<ConnectionTarget, 'host' | 'database'>> &
  Omit<ConnectionTarget, 'host' | 'database' | 'port'> & { port?: string };

/** For what changes nothing here, and nobody would miss. */
const nothing: Parameter = () => {};

/** For what is known, asked for, and not done. */
const noted =
  (why: string): Parameter =>
  ({ notes }, _, name) => {
    notes.push(`${name}= has no effect: ${why}`);
  };

const refused =
  (why: string): Parameter =>
  (_, __, name) =>
    refuse(`has the parameter ${name}=: ${why}`);

const text =
  (key: 'host' | 'port' | 'database' | 'user' | 'password' | 'options'): Parameter =>
  (target, value) => {
    target[key] = value;
  };

const tlsText =
  (key: 'rootCert' | 'cert' | 'key' | 'identity' | 'passphrase'): Parameter =>
  ({ tls }, value) => {
    tls[key] = value;
  };

/** One of these words, or the string is refused. */
const oneOf =
  (words: Record<string, Parameter>, otherwise: string): Parameter =>
  (target, value, name) => {
    const word = Object.hasOwn(words, value) ? words[value] : undefined;
    if (!word) refuse(`has a ${name}= that is refused: ${otherwise}`);
    word(target, value, name);
  };

const seconds =
  (apply: (target: Draft, seconds: number) => void): Parameter =>
  (target, value, name) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < 1 || number > 300)
      refuse(`has a ${name}= that is not a number of seconds from 1 to 300; write ${name}=10`);
    apply(target, number);
  };

const wait = seconds((target, given) => {
  target.waitSeconds = Math.max(given, target.waitSeconds ?? 0);
});

const mode =
  (wanted: TlsMode): Parameter =>
  ({ tls }) => {
    tls.mode = wanted;
  };

/** Does not overrule `sslmode`, whichever stands first. */
const weakMode =
  (wanted: TlsMode): Parameter =>
  ({ tls }) => {
    tls.mode ??= wanted;
  };

/** Says how the certificate is looked at, not whether there is one. */
const unlessOff =
  (wanted: TlsMode): Parameter =>
  ({ tls }) => {
    if (tls.mode !== 'disable') tls.mode = wanted;
  };

const unencrypted =
  'it would send all in the clear wherever the server lets it; write sslmode=require to encrypt, or sslmode=disable';

const poolSize: Parameter = (target, value, name) => {
  if (!/^\d{1,4}$/.test(value) || Number(value) < 1)
    refuse(`has a ${name}= that is not a number of connections; write ${name}=10, or set DATABASE_POOL_SIZE`);
  target.poolSize = Number(value);
};

const pooled: Parameter = (target) => {
  target.pooled = true;
};

const version =
  (minimum: 'TLSv1.2' | 'TLSv1.3'): Parameter =>
  ({ tls }) => {
    tls.minVersion = minimum;
  };

const ours = noted('Hookwell names its sessions itself, and the doctor counts them by it');
const readOnly = 'Hookwell writes; name the primary and leave the parameter out';

/**
 * Every parameter that a provider, libpq, pg or Prisma is known to put into a URL.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
 * https://www.prisma.io/docs/orm/overview/databases/postgresql#arguments
 */
export const PARAMETERS: Record<string, Parameter> = {
  host: text('host'),
  hostaddr: refused('write the address as the host of the URL'),
  port: text('port'),
  dbname: text('database'),
  database: text('database'),
  user: text('user'),
  password: text('password'),
  passfile: refused('set the environment variable PGPASSFILE'),
  service: refused('write the host, the user and the database into the URL'),
  options: text('options'),

  sslmode: oneOf(
    {
      disable: mode('disable'),
      require: mode('require'),
      'verify-ca': mode('verify-ca'),
      'verify-full': mode('verify-full'),
      'no-verify': mode('no-verify'),
      prefer: refused(unencrypted),
      allow: refused(unencrypted),
    },
    'it takes disable, require, verify-ca, verify-full or no-verify',
  ),
  ssl: oneOf(
    {
      true: weakMode('verify-full'),
      '1': weakMode('verify-full'),
      false: weakMode('disable'),
      '0': weakMode('disable'),
      'no-verify': weakMode('no-verify'),
    },
    'write sslmode=verify-full, require, no-verify or disable',
  ),
  sslaccept: oneOf(
    { strict: unlessOff('verify-full'), accept_invalid_certs: unlessOff('no-verify') },
    'it takes strict or accept_invalid_certs; sslmode=verify-full and no-verify say the same',
  ),
  requiressl: oneOf({ '1': weakMode('require'), '0': nothing }, 'write sslmode=require'),
  sslrootcert: tlsText('rootCert'),
  sslcert: tlsText('cert'),
  sslkey: tlsText('key'),
  sslidentity: tlsText('identity'),
  sslpassword: tlsText('passphrase'),
  sslcompression: oneOf({ '0': nothing }, 'TLS is not compressed any more; leave it out'),
  sslsni: oneOf({ '1': nothing }, 'the host is always named; leave it out'),
  sslnegotiation: oneOf(
    {
      postgres: nothing,
      direct: ({ tls }) => {
        tls.direct = true;
      },
    },
    'it takes postgres or direct',
  ),
  ssl_min_protocol_version: oneOf(
    { 'TLSv1.2': version('TLSv1.2'), 'TLSv1.3': version('TLSv1.3') },
    'it takes TLSv1.2 or TLSv1.3',
  ),
  uselibpqcompat: oneOf({ true: nothing }, 'sslmode always means here what it means to libpq; leave it out'),
  channel_binding: oneOf(
    {
      disable: nothing,
      prefer: (target) => {
        target.channelBinding = true;
      },
      // pg uses it where the server offers it, and cannot insist on it. What it is for, that nobody sits in between,
      // the certificate shows as well.
      require: (target) => {
        target.channelBinding = true;
        target.tls.mode = 'verify-full';
      },
    },
    'it takes require, prefer or disable',
  ),
  gssencmode: oneOf({ disable: nothing, prefer: nothing }, 'Node has no GSSAPI; encrypt with sslmode=verify-full'),

  schema: ({ notes }, value) => {
    if (value !== 'public' && value !== 'hookwell')
      notes.push(
        'schema= has no effect: Hookwell’s tables are always in the schema hookwell, whatever the host’s are in',
      );
  },
  connection_limit: poolSize,
  pool_timeout: wait,
  connect_timeout: wait,
  socket_timeout: noted('the webhook endpoint and the pages give a query 15 s, workers wait for locks'),
  pgbouncer: oneOf({ true: pooled, '1': pooled, false: nothing, '0': nothing }, 'it takes true or false'),
  statement_cache_size: (target, value, name) => {
    if (value === '0') pooled(target, value, name);
    else
      noted('statements are prepared once for each connection, and only by workers; 0 switches that off')(
        target,
        value,
        name,
      );
  },
  prepareThreshold: oneOf({ '0': pooled }, 'leave it out, or write pgbouncer=true behind a pooler'),
  single_use_connections: noted('connections are kept for a while'),
  application_name: ours,
  fallback_application_name: ours,
  client_encoding: oneOf(
    { utf8: nothing, UTF8: nothing, 'utf-8': nothing, 'UTF-8': nothing, auto: nothing },
    'Hookwell speaks UTF8; leave it out',
  ),
  target_session_attrs: oneOf(
    {
      any: nothing,
      'read-write': nothing,
      primary: nothing,
      'read-only': refused(readOnly),
      standby: refused(readOnly),
      'prefer-standby': refused(readOnly),
    },
    'it takes read-write, primary or any',
  ),
  load_balance_hosts: oneOf({ disable: nothing }, 'one host is connected to; leave it out'),
  keepalives: oneOf({ '1': nothing }, 'connections are always kept alive; leave it out'),
  keepalives_idle: noted('Node decides when it looks whether the other end is there'),
  keepalives_interval: noted('Node decides when it looks whether the other end is there'),
  keepalives_count: noted('Node decides when it looks whether the other end is there'),
  tcp_user_timeout: noted('Node has no such setting'),
  // Vercel's integrations write them for their own books.
  supa: nothing,
  workaround: nothing,
};

/** A misspelled one of these would leave a connection open to others: it stops the start. */
const SENSITIVE = /^(ssl|tls|gss|krb|require|channel|auth|pass|host|target)/i;

/** Applies one parameter of a URL. An unknown one is reported, or refused where it may be about safety. */
export function applyParameter(target: Draft, name: string, value: string): void {
  const parameter = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
  if (parameter) {
    parameter(target, value, name);
    return;
  }
  if (!/^\w{1,40}$/.test(name)) refuse('has something behind its ? that is no parameter; write ?name=value&name=value');
  if (SENSITIVE.test(name))
    refuse(`has the parameter ${name}=, which Hookwell does not know; docs/database.md lists them`);
  target.notes.push(`${name}= has no effect: Hookwell does not know this parameter`);
}
