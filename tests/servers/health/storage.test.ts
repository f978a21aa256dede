import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { type Connections, connect } from '@/lib/db/client';
import { migrateDatabase } from '@/lib/db/migrate';
import { withConnection } from '@/lib/db/with-connection';
import { forgetStoring, noteStoring } from '@/lib/inbox/store/storing';
import { checkHealth } from '@/lib/ops/health';
import { createTestDatabase } from '../../../harness/database';
import { whyMissing } from '../../../harness/server/debian';
import { type Postgres15, startPostgres15 } from '../../../harness/server/postgres-15';
import { mountSmallDisk } from '../../../harness/small-disk';

vi.setConfig({ testTimeout: 90_000 });

const ends: (() => Promise<unknown>)[] = [];
beforeEach(forgetStoring);
afterEach(async () => {
  forgetStoring();
  for (const end of ends.splice(0).reverse()) await end();
});

function open(url: string): Connections {
  const connections = connect(url, { max: 2, name: 'test' });
  ends.push(() => connections.close());
  return connections;
}

async function newDatabase(): Promise<string> {
  const { url, drop } = await createTestDatabase();
  ends.push(drop);
  return url;
}

/** As a first look finds it; with `seen`, as one after what this process saw. */
const storable = async ({ pool }: Connections, { seen = false } = {}) => {
  if (!seen) forgetStoring();
  const { status, database, problems } = await checkHealth(pool);
  return { storable: status !== 'unhealthy', database, problem: problems[0] };
};

describe('events can be stored', () => {
  it('is found out by an event that leaves nothing behind', async () => {
    const connections = open(await newDatabase());
    for (let look = 0; look < 3; look++) expect(await storable(connections)).toMatchObject({ storable: true });
    const { rows } = await connections.pool.query(
      `select (select count(*) from hookwell.webhook_events) + (select count(*) from hookwell.event_deliveries)
        + (select count(*) from hookwell.event_objects) + (select count(*) from hookwell_worker._private_jobs) as left`,
    );
    expect(rows).toEqual([{ left: '0' }]);
  });

  it('not in a database that is only read', async () => {
    const url = await newDatabase();
    const readOnly = `alter database ${new URL(url).pathname.slice(1)} set default_transaction_read_only = on`;
    await withConnection(url, 'test', (client) => client.query(readOnly));
    expect(await storable(open(url))).toMatchObject({
      storable: false,
      database: 'ok',
      problem: expect.stringContaining('The database refuses (25006)'),
    });
  });

  it.each([
    ['a right on a table', 'revoke insert on hookwell.webhook_events from ROLE'],
    ['a right on the queue', 'revoke all on all tables in schema hookwell_worker from ROLE'],
    ['the schema', 'revoke usage on schema hookwell from ROLE'],
    ['the role that had the rights', 'revoke OWNERS from ROLE'],
  ])('not without %s', async (_, revoke) => {
    const url = await newDatabase();
    const [role, owners] = ['role', 'owners'].map((name) => `hookwell_${name}_${randomBytes(4).toString('hex')}`);
    const named = (sql: string) => sql.replaceAll('ROLE', `${role}`).replaceAll('OWNERS', `${owners}`);
    const admin = (sql: string) => withConnection(url, 'test', (client) => client.query(named(sql)));
    const grants = ['hookwell', 'hookwell_worker'].map(
      (schema) =>
        `grant usage on schema ${schema} to TO; grant all on all tables in schema ${schema} to TO; grant all on all sequences in schema ${schema} to TO; grant execute on all functions in schema ${schema} to TO;`,
    );
    await admin(`create role ROLE login bypassrls password 'pw0123'; create role OWNERS; grant OWNERS to ROLE;`);
    await admin(grants.join('').replaceAll('TO', revoke.includes('OWNERS') ? 'OWNERS' : 'ROLE'));
    ends.push(async () => {
      await withConnection(inject('testServer').adminUrl, 'test', (client) =>
        client.query(named('drop role if exists ROLE; drop role if exists OWNERS;')),
      );
    });
    ends.push(() => admin('drop owned by ROLE; drop owned by OWNERS;'));
    const own = new URL(url);
    Object.assign(own, { username: role, password: 'pw0123' });
    const connections = open(own.href);
    expect(await storable(connections)).toMatchObject({ storable: true, problem: expect.stringMatching(/worker/) });
    await admin(revoke);
    expect(await storable(connections)).toMatchObject({
      storable: false,
      database: 'ok',
      problem: expect.stringContaining('The database refuses (42501)'),
    });
  });

  it('not where this door saw it fail, although a small event passes, until it stores one or some time went by', async () => {
    const connections = open(await newDatabase());
    const full = Object.assign(new Error('could not extend file: No space left on device'), {
      code: '53100',
      severity: 'ERROR',
    });
    await noteStoring(Promise.reject(full)).catch(() => {});
    expect(await storable(connections, { seen: true })).toMatchObject({
      storable: false,
      problem: expect.stringContaining('The database refuses (53100): could not extend file'),
    });
    vi.useFakeTimers({ now: Date.now() + 31_000, toFake: ['Date'] });
    try {
      expect(await storable(connections, { seen: true })).toMatchObject({ storable: true });
    } finally {
      vi.useRealTimers();
    }
    await noteStoring(Promise.reject(full)).catch(() => {});
    await noteStoring(Promise.resolve());
    expect(await storable(connections, { seen: true })).toMatchObject({ storable: true });
  });
});

describe.skipIf(whyMissing('postgres15') !== '')(
  'events can be stored (skipped without Debian’s postgresql-15)',
  () => {
    async function start(options: Parameters<typeof startPostgres15>[0] = {}): Promise<Postgres15> {
      const server = await startPostgres15(options);
      ends.push(() => server.stop());
      return server;
    }

    it('not on a full disk (skipped where this user may not mount one)', async ({ skip }) => {
      const small = mountSmallDisk();
      if (!small) return skip('this user may not mount a disk');
      ends.push(async () => small.unmount());
      const server = await start({ parent: small.folder });
      await migrateDatabase(server.url);
      const connections = open(server.url);
      expect(await storable(connections)).toMatchObject({ storable: true });
      await small.fill();
      expect(await storable(connections)).toMatchObject({
        storable: false,
        database: 'ok',
        problem: expect.stringContaining('The database refuses (53100)'),
      });
      await small.empty();
      expect(await storable(connections)).toMatchObject({ storable: true });
    });

    it('not on a standby', async () => {
      const primary = await start();
      await migrateDatabase(primary.url);
      const standby = await start({ from: primary });
      expect(await storable(open(standby.url))).toMatchObject({
        storable: false,
        problem: expect.stringContaining('The database refuses (25006)'),
      });
    });
  },
);
