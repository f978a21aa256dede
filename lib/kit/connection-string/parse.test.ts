import { describe, expect, it } from 'vitest';
import { parseConnectionString } from './parse';
import { ConnectionStringError } from './target';
import { tlsModeOf } from './tls-mode';

const read = (text: string) => parseConnectionString(text);

function refusal(text: string): string {
  try {
    const target = read(text);
    tlsModeOf(target, false);
  } catch (error) {
    if (error instanceof ConnectionStringError) return error.message;
    throw error;
  }
  throw new Error(`not refused: ${text}`);
}

/** As the providers' pages print them, with a password of the usual kind. */
const printed: [provider: string, url: string, target: object, tls: string | undefined][] = [
  [
    'Neon, pooled',
    'postgresql://neondb_owner:npg_Xy9@ep-cool-art-123456-pooler.eu-central-1.aws.neon.tech/neondb?sslmode=require&channel_binding=require',
    {
      host: 'ep-cool-art-123456-pooler.eu-central-1.aws.neon.tech',
      port: 5432,
      database: 'neondb',
      channelBinding: true,
    },
    'verify-full',
  ],
  [
    'Neon, with its endpoint in options',
    'postgresql://me:pw@ep-cool-art.aws.neon.tech/db?sslmode=require&options=endpoint%3Dep-cool-art',
    { options: 'endpoint=ep-cool-art' },
    'no-verify',
  ],
  [
    'Supabase, direct',
    'postgresql://postgres:pw@db.abcdefgh.supabase.co:5432/postgres',
    { user: 'postgres', host: 'db.abcdefgh.supabase.co', database: 'postgres' },
    undefined,
  ],
  [
    'Supabase, session pooler',
    'postgresql://postgres.abcdefgh:pw@aws-0-eu-central-1.pooler.supabase.com:5432/postgres',
    { user: 'postgres.abcdefgh', port: 5432 },
    undefined,
  ],
  [
    'Supabase, transaction pooler',
    'postgresql://postgres.abcdefgh:pw@aws-0-eu-central-1.pooler.supabase.com:6543/postgres?pgbouncer=true&connection_limit=1',
    { port: 6543, pooled: true, poolSize: 1 },
    undefined,
  ],
  [
    'Supabase through Vercel',
    'postgres://postgres.abc:pw@aws-0-eu.pooler.supabase.com:6543/postgres?sslmode=require&supa=base-pooler.x',
    { notes: [] },
    'no-verify',
  ],
  [
    'Amazon RDS',
    'postgresql://hookwell:pw@mydb.c9akciq32.eu-west-1.rds.amazonaws.com:5432/hookwell?sslmode=verify-full&sslrootcert=global-bundle.pem',
    { host: 'mydb.c9akciq32.eu-west-1.rds.amazonaws.com', tls: { mode: 'verify-full', rootCert: 'global-bundle.pem' } },
    'verify-full',
  ],
  [
    'Cloud SQL, Unix socket',
    'postgresql://hookwell:pw@/hookwell?host=/cloudsql/my-project:europe-west1:db',
    { host: '/cloudsql/my-project:europe-west1:db', port: 5432, database: 'hookwell', user: 'hookwell' },
    'disable',
  ],
  [
    'Cloud SQL, as Prisma writes it',
    'postgresql://hookwell:pw@localhost/hookwell?host=/cloudsql/my-project:europe-west1:db&schema=public',
    { host: '/cloudsql/my-project:europe-west1:db', notes: [] },
    'disable',
  ],
  [
    'Cloud SQL, the socket as the host',
    'postgresql://hookwell:pw@%2Fcloudsql%2Fmy-project%3Aeurope-west1%3Adb/hookwell',
    { host: '/cloudsql/my-project:europe-west1:db', database: 'hookwell' },
    'disable',
  ],
  [
    'Railway',
    'postgresql://postgres:qWeRtY@containers-us-west-1.railway.app:6789/railway',
    { port: 6789, database: 'railway' },
    undefined,
  ],
  [
    'Heroku',
    'postgres://ufq8:p3f@ec2-1-2-3-4.compute-1.amazonaws.com:5432/d8r?sslmode=no-verify',
    { user: 'ufq8', database: 'd8r' },
    'no-verify',
  ],
  [
    'Vercel Postgres, for Prisma',
    'postgres://default:pw@ep-x-pooler.us-east-1.postgres.vercel-storage.com:5432/verceldb?pgbouncer=true&connect_timeout=15&sslmode=require',
    { pooled: true, waitSeconds: 15 },
    'no-verify',
  ],
  ['Fly', 'postgres://app:pw@app-db.flycast:5432/app?sslmode=disable', { host: 'app-db.flycast' }, 'disable'],
  [
    'Render',
    'postgresql://u:pw@dpg-abc-a.frankfurt-postgres.render.com/db_x1',
    { port: 5432, database: 'db_x1' },
    undefined,
  ],
  [
    'DigitalOcean',
    'postgresql://doadmin:AVNS_x@db-1-do-user-1.b.db.ondigitalocean.com:25060/defaultdb?sslmode=require',
    { port: 25060 },
    'no-verify',
  ],
  [
    'Azure, single server',
    'postgresql://me@myserver:pw@myserver.postgres.database.azure.com:5432/postgres?sslmode=require',
    { user: 'me@myserver', password: 'pw', host: 'myserver.postgres.database.azure.com' },
    'no-verify',
  ],
  [
    'Prisma Postgres, direct',
    'postgres://abc:sk_x@db.prisma.io:5432/postgres?sslmode=require&pool=true',
    { host: 'db.prisma.io', notes: ['pool= has no effect: Hookwell does not know this parameter'] },
    'no-verify',
  ],
];

describe('parseConnectionString', () => {
  it.each(printed)('reads what %s prints', (_, url, target, tls) => {
    const found = read(url);
    expect(found).toMatchObject(target);
    expect(tlsModeOf(found, false)).toBe(tls);
  });

  it.each([
    ['p@ss', 'p@ss'],
    ['p/ss', 'p/ss'],
    ['p#ss', 'p#ss'],
    ['p?ss', 'p?ss'],
    ['p:ss', 'p:ss'],
    ['p$ss', 'p$ss'],
    ['p%ss', 'p%ss'],
    ['100%', '100%'],
    ['p ss', 'p ss'],
    ['p&s=s', 'p&s=s'],
    ['a@b/c', 'a@b/c'],
    ['a@b:1/c', 'a@b:1/c'],
    ['a@b?c=d', 'a@b?c=d'],
    ['a@b#c', 'a@b#c'],
    ['a/b@c?d#e%f:g$h', 'a/b@c?d#e%f:g$h'],
    ['[x]', '[x]'],
    ['p%40ss%2F%23', 'p@ss/#'],
    ['%C3%BC', 'ü'],
    ['%ff', '%ff'],
    ['it\'s"', 'it\'s"'],
    ['', undefined],
  ])('takes the password %s as it is written', (written, password) => {
    for (const end of ['host/db', 'host:5433/db?sslmode=require', '[::1]:5432/db', '/db?host=/run/postgresql'])
      expect({ password: undefined, ...read(`postgresql://me:${written}@${end}`) }).toMatchObject({
        user: 'me',
        database: 'db',
        password,
      });
  });

  it.each([
    ['postgresql://[::1]:5433/db', { host: '::1', port: 5433 }],
    ['postgres://me@127.0.0.1/db', { host: '127.0.0.1', user: 'me' }],
    ['POSTGRESQL://me@host/db', { host: 'host' }],
    ['postgresql://host/db?user=me@server&password=p%26w', { user: 'me@server', password: 'p&w' }],
    ['postgresql://host/db%20with%20space', { database: 'db with space' }],
    ['postgresql://host?dbname=db&port=6000', { database: 'db', port: 6000 }],
    ['postgresql://me:pw@/db?host=/tmp/.s.PGSQL.5433', { host: '/tmp', port: 5433 }],
    ['postgresql://host/db?', { database: 'db' }],
  ])('reads %s', (url, target) => {
    expect(read(url)).toMatchObject(target);
  });

  it.each(['"', "'", '`', '', ' ', '\n', '\r\n', '\u200b'])('takes no notice of %j around it', (around) => {
    expect(read(`${around}postgresql://me:pw@host/db${around}`)).toMatchObject({ password: 'pw', database: 'db' });
  });

  it.each([
    ['schema=public', []],
    ['schema=hookwell', []],
    [
      'schema=shop',
      [expect.stringMatching(/^schema= has no effect: Hookwell’s tables are always in the schema hookwell/)],
    ],
    ['socket_timeout=5', [expect.stringMatching(/^socket_timeout= has no effect/)]],
    ['statement_cache_size=100', [expect.stringMatching(/^statement_cache_size= has no effect/)]],
    ['application_name=shop', [expect.stringMatching(/^application_name= has no effect/)]],
    ['colour=blue', ['colour= has no effect: Hookwell does not know this parameter']],
    ['target_session_attrs=read-write&uselibpqcompat=true&client_encoding=UTF8&keepalives=1', []],
  ])('says what of ?%s has no effect', (query, notes) => {
    expect(read(`postgresql://me:pw@host/db?${query}`).notes).toEqual(notes);
  });

  it.each([
    ['connection_limit=5', { poolSize: 5 }],
    ['pool_timeout=20', { waitSeconds: 20 }],
    ['connect_timeout=10&pool_timeout=20', { waitSeconds: 20 }],
    ['statement_cache_size=0', { pooled: true }],
    ['pgbouncer=true', { pooled: true }],
    ['pgbouncer=false', { pooled: false }],
    ['options=-c%20geqo%3Doff', { options: '-c geqo=off' }],
    ['sslmode=verify-full&sslnegotiation=direct', { tls: { mode: 'verify-full', direct: true } }],
  ])('honors ?%s', (query, target) => {
    expect(read(`postgresql://me:pw@host/db?${query}`)).toMatchObject(target);
  });

  it.each([
    ['sslmode=disable', 'disable', 'disable'],
    ['sslmode=require', 'no-verify', 'verify-ca'],
    ['sslmode=verify-full', 'verify-full', 'verify-full'],
    ['sslmode=no-verify', 'no-verify', 'no-verify'],
    ['sslmode=require&sslrootcert=ca.pem', 'verify-ca', 'verify-ca'],
    ['sslmode=verify-ca&sslrootcert=ca.pem', 'verify-ca', 'verify-ca'],
    ['sslrootcert=ca.pem', 'verify-full', 'verify-full'],
    ['sslmode=require&sslrootcert=system', 'verify-full', 'verify-full'],
    ['sslmode=require&sslcert=server-ca.pem', 'verify-ca', 'verify-ca'],
    ['sslmode=require&sslcert=me.pem&sslkey=me.key', 'no-verify', 'verify-ca'],
    ['sslmode=require&sslaccept=strict', 'verify-full', 'verify-full'],
    ['sslaccept=accept_invalid_certs&sslmode=require', 'no-verify', 'no-verify'],
    ['sslmode=disable&sslaccept=strict', 'disable', 'disable'],
    ['channel_binding=require&sslmode=require', 'verify-full', 'verify-full'],
    ['ssl=true', 'verify-full', 'verify-full'],
    ['ssl=true&sslmode=require', 'no-verify', 'verify-ca'],
    ['ssl=no-verify', 'no-verify', 'no-verify'],
    ['', undefined, 'verify-full'],
  ])('?%s means %s, and with DATABASE_CA %s', (query, alone, withCa) => {
    const target = read(`postgresql://me:pw@host/db?${query}`);
    expect([tlsModeOf(target, false), tlsModeOf(target, true)]).toEqual([alone, withCa]);
  });

  it('asks this machine for no TLS because of DATABASE_CA', () => {
    for (const host of ['127.0.0.1', 'localhost', '[::1]'])
      expect(tlsModeOf(read(`postgresql://me:pw@${host}/db`), true)).toBeUndefined();
  });

  it.each([
    ['mysql://root:hunter2@db/shop', /^is not a PostgreSQL URL; it looks like postgresql:\/\/user/],
    ['hunter2', /^is not a PostgreSQL URL/],
    ['prisma://accelerate.prisma-data.net/?api_key=hunter2', /only Prisma’s own engine.*db\.prisma\.io/],
    ['prisma+postgres://localhost:51213/?api_key=hunter2', /only Prisma’s own engine/],
    ['jdbc:postgresql://host/db?user=me&password=hunter2', /is a URL for Java; write it without jdbc:/],
    ['postgresql+asyncpg://me:hunter2@host/db', /is a URL for Python; write postgresql:\/\//],
    ['https://abcd.supabase.co', /web page or an API.*“Connect”/],
    ["psql 'postgresql://me:hunter2@host/db'", /is a command: keep only the URL/],
    ['DATABASE_URL=postgresql://me:hunter2@host/db', /begins with the name of a variable/],
    ['host=db user=me password=hunter2', /list of key=value; write it as a URL/],
    ['Server=db;User Id=me;Password=hunter2', /list of key=value/],
    ['socket:/tmp?db=x', /names a socket; write/],
    ['\u0024{{Postgres.DATABASE_URL}}', /nothing has replaced/],
    ['postgresql://me:[YOUR-PASSWORD]@db.x.supabase.co/postgres', /placeholder/],
    ['postgresql://me:<password>@db/postgres', /placeholder/],
    ['postgresql://me:****@db/postgres', /asterisks instead of the password/],
    ['postgresql://me:\u0024{PGPASSWORD}@db/postgres', /nothing has replaced/],
    ['postgresql://me:hunter2@host', /names no database; write its name/],
    ['postgresql://me:hunter2@host:5432/?sslmode=require', /names no database/],
    ['postgresql://me:hunter2@/db', /names no host/],
    ['postgresql:///db', /names no host/],
    ['postgresql://me:hunter2@one:5432,two:5432/db', /names several hosts/],
    ['postgresql://me:hunter2@host/db?host=one,two', /names several hosts/],
    // What is left of postgresql://me:hunter2#x@host/db in an env file without quotes.
    ['postgresql://me:hunter2', /has something other than a number where its port.*%23/],
    ['postgresql://me:hunter2@host:70000/db', /where its port/],
    ['postgresql://me:hunter2@host/db"', /quote that does not belong/],
    ['postgresql://me:hunter2@ho\nst/db', /line break/],
    ['postgresql://me:hunter2@host/db/more', /cannot be read.*%2F/],
    ['postgresql://me:hunter2@host/db?sslmode=prefer', /sslmode=: it would send all in the clear.*sslmode=require/],
    ['postgresql://me:hunter2@host/db?sslmode=allow', /in the clear/],
    ['postgresql://me:hunter2@host/db?sslmode=on', /it takes disable, require/],
    ['postgresql://me:hunter2@host/db?sslmode=verify-ca', /names no authority; set DATABASE_CA/],
    ['postgresql://me:hunter2@host/db?sslmod=require', /the parameter sslmod=, which Hookwell does not know/],
    ['postgresql://me:hunter2@host/db?sslnegotiation=direct', /without TLS; add sslmode/],
    ['postgresql://me:hunter2@host/db?sslcrl=x', /sslcrl=, which/],
    ['postgresql://me:hunter2@host/db?gssencmode=require', /no GSSAPI/],
    ['postgresql://me:hunter2@host/db?target_session_attrs=standby', /Hookwell writes/],
    ['postgresql://me:hunter2@host/db?pool_timeout=0', /seconds from 1 to 300; write pool_timeout=10/],
    ['postgresql://me:hunter2@host/db?connection_limit=all', /DATABASE_POOL_SIZE/],
    ['postgresql://me:hunter2@host/db?hunter2!', /no parameter/],
  ])('refuses %s, and shows no value', (url, message) => {
    expect(refusal(url)).toMatch(message);
    expect(refusal(url)).not.toContain('hunter2');
  });
});
