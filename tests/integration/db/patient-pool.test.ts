import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectionOptions } from '@/lib/db/connection-options';
import { connectPatiently, PatientPool } from '@/lib/db/patient-pool';
import { useInbox } from '../../../harness/inbox';

const inbox = useInbox();
const role = `few_${process.pid}`;
let limited: pg.PoolConfig;
let admin: pg.Client;
let others: pg.Client[] = [];
let pool: PatientPool;

beforeAll(async () => {
  admin = new pg.Client(connectionOptions(inbox.url()));
  await admin.connect();
  await admin.query(`create role ${role} login password 'pw' connection limit 2`);
  limited = { ...connectionOptions(inbox.url()), user: role, password: 'pw' };
});
afterAll(async () => {
  await admin.query(`drop role ${role}`);
  await admin.end();
});

beforeEach(() => {
  pool = new PatientPool({ ...limited, max: 8, connectionTimeoutMillis: 30_000 });
  others = [];
});
afterEach(async () => {
  await pool.end();
  await Promise.all(others.map((other) => other.end()));
});

/** Another process with a connection of the same role. The server may not have freed those of the test before yet. */
async function takeOne(): Promise<pg.Client> {
  const client = await connectPatiently(() => new pg.Client(limited));
  others.push(client);
  return client;
}

const ask = () => pool.query('select pg_sleep(0.02)');

describe('a pool larger than the server allows', () => {
  it('answers all the same', async () => {
    await Promise.all(Array.from({ length: 60 }, ask));
    expect(pool.totalCount).toBeLessThanOrEqual(2);
  });

  it('shares the rest with others, and waits for one of theirs where it has none', async () => {
    const [one, two] = [await takeOne(), await takeOne()];
    let done = false;
    const asked = ask().then(() => {
      done = true;
    });
    // The server has refused it by now.
    await expect(new pg.Client(limited).connect()).rejects.toMatchObject({ code: '53300' });
    expect(done).toBe(false);
    await one.end();
    await asked;
    await two.end();
    others = [];
  });

  it('says after its patience that there is none', async () => {
    await takeOne();
    await takeOne();
    const impatient = new PatientPool({ ...limited, max: 8, connectionTimeoutMillis: 200 });
    await expect(impatient.query('select 1')).rejects.toMatchObject({ code: '53300' });
    await impatient.end();
  });

  it('passes on every other failure at once', async () => {
    const wrong = new PatientPool({ ...limited, password: 'wrong', max: 8, connectionTimeoutMillis: 60_000 });
    await expect(wrong.query('select 1')).rejects.toMatchObject({ code: '28P01' });
    await wrong.end();
  });
});
