import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateDatabase } from '@/lib/db/migrate';
import { migrationsDir } from '@/lib/db/migrations-folder';
import { createBareDatabase } from '../../support/database';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));

/** Rows as the version before movements wrote them. */
const BEFORE = `
insert into orders (id, livemode, status, payment_intent_id, currency, amount, amount_received, amount_refunded, created_at, paid_at, updated_at)
select id, false, status::order_status, pi, currency, received, received, refunded, '2026-11-20T00:00Z', paid, '2026-11-20T09:00Z'
from (values
  ('ord_paid', 'paid', 'pi_paid', 'usd', 1000, 0, '2026-11-20T01:00Z'::timestamptz),
  ('ord_refunds', 'partially_refunded', 'pi_refunds', 'usd', 1000, 500, '2026-11-20T01:00Z'),
  ('ord_released', 'partially_refunded', 'pi_released', 'eur', 600, 100, '2026-11-20T01:00Z'),
  ('ord_charge', 'partially_refunded', 'pi_charge', 'jpy', 1000, 700, '2026-11-20T01:00Z'),
  ('ord_session', 'paid', null, 'usd', 800, 0, '2026-11-20T01:00Z'),
  ('ord_partly', 'pending', 'pi_partly', 'usd', 300, 0, null),
  ('ord_free', 'paid', 'pi_free', 'usd', 0, 0, '2026-11-20T01:00Z'),
  ('ord_failed', 'failed', 'pi_failed', null, 0, 0, null)
) as o(id, status, pi, currency, received, refunded, paid);
update orders set checkout_session_id = 'cs_session' where id = 'ord_session';
insert into refunds (id, livemode, order_id, status, amount, currency, reason, created_at, state_rank, state_order, event_id, event_created_at)
select id, false, o, status, amount, 'usd', reason, created, 1, 0, 'evt', created
from (values
  ('re_1', 'ord_refunds', 'succeeded', 200, null, '2026-11-20T02:00Z'::timestamptz),
  ('re_2', 'ord_refunds', 'pending', 300, null, '2026-11-20T03:00Z'),
  ('re_failed', 'ord_refunds', 'failed', 400, null, '2026-11-20T04:00Z'),
  ('re_release', 'ord_released', 'succeeded', 400, null, '2026-11-20T01:00Z'),
  ('re_real', 'ord_released', 'succeeded', 100, null, '2026-11-20T05:00Z'),
  ('re_expired', 'ord_failed', 'succeeded', 900, 'expired_uncaptured_charge', '2026-11-20T05:00Z'),
  ('re_part', 'ord_charge', 'succeeded', 200, null, '2026-11-20T02:00Z')
) as r(id, o, status, amount, reason, created);
insert into charges (id, livemode, order_id, status, amount, amount_captured, amount_refunded, currency, captured, disputed, created_at,
  state_rank, state_order, event_id, event_created_at)
values ('ch_charge', false, 'ord_charge', 'succeeded', 1000, 1000, 700, 'jpy', true, false, '2026-11-20T01:00Z', 1, 0, 'evt', '2026-11-20T06:00Z');
insert into money_rollups (livemode, start, currency, received, payments, refunded, refunds) values (false, '2026-11-20T01:00Z', 'usd', 1, 1, 1, 1)`;

describe('The migration to movements', () => {
  let database: Awaited<ReturnType<typeof createBareDatabase>>;
  let client: pg.Client;
  let dir: string;

  beforeAll(async () => {
    database = await createBareDatabase();
    dir = await mkdtemp(join(tmpdir(), 'hookwell-movements-'));
    await cp(migrationsDir(), dir, { recursive: true });
    const names = (await readdir(dir)).filter((name) => /^\d{14}_/.test(name));
    const from = names.find((name) => name.endsWith('_money_and_gate')) ?? '';
    await Promise.all(names.filter((name) => name >= from).map((name) => rm(join(dir, name), { recursive: true })));
    await migrateDatabase(database.url, dir);
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(BEFORE);
    await migrateDatabase(database.url);
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
    await rm(dir, { recursive: true });
  });

  const select = async (sql: string) => (await client.query({ text: sql, rowMode: 'array' })).rows;

  it('has what orders and refunds said, and from the charge what no refund accounts for', async () => {
    expect(
      await select(
        'select order_id, kind, ref, amount::int, currency, moved_at from order_movements order by order_id, kind, ref',
      ),
    ).toEqual([
      ['ord_charge', 'received', 'pi_charge', 1000, 'jpy', at(1)],
      ['ord_charge', 'refunded', 'ch_charge', 500, 'jpy', at(6)],
      ['ord_charge', 'refunded', 're_part', 200, 'jpy', at(2)],
      ['ord_paid', 'received', 'pi_paid', 1000, 'usd', at(1)],
      ['ord_partly', 'received', 'pi_partly', 300, 'usd', at(0)],
      ['ord_refunds', 'received', 'pi_refunds', 1000, 'usd', at(1)],
      ['ord_refunds', 'refunded', 're_1', 200, 'usd', at(2)],
      ['ord_refunds', 'refunded', 're_2', 300, 'usd', at(3)],
      ['ord_released', 'received', 'pi_released', 600, 'eur', at(1)],
      ['ord_released', 'refunded', 're_real', 100, 'eur', at(5)],
      ['ord_session', 'received', 'cs_session', 800, 'usd', at(1)],
    ]);
  });

  it('adds up to what every order says', async () => {
    expect(
      await select(`
        select o.id from orders o left join order_movements m on m.order_id = o.id group by o.id
        having o.amount_received <> coalesce(sum(m.amount) filter (where kind = 'received'), 0)
          or o.amount_refunded <> coalesce(sum(m.amount) filter (where kind = 'refunded'), 0)`),
    ).toEqual([]);
  });

  it('asks for every quarter of an hour that has one, and keeps no sum of the old kind', async () => {
    expect(await select('select from money_rollups')).toEqual([]);
    const moved = `select distinct livemode, date_bin('15 minutes', moved_at, '2000-01-01T00:00Z') from order_movements`;
    expect(await select(`${moved} except select livemode, start from money_changes`)).toEqual([]);
  });

  it('lets no worker of the version before write its sums', async () => {
    await expect(
      client.query(
        `insert into money_rollups (livemode, start, currency, received, payments, refunded, refunds) values (false, now(), 'usd', 1, 1, 0, 0)`,
      ),
    ).rejects.toMatchObject({ code: '23502' });
  });

  it('notes what moves from now on, once for a change within a quarter of an hour', async () => {
    await client.query('truncate money_changes');
    const notes = async () => {
      const rows = await select('select start from money_changes order by id');
      await client.query('truncate money_changes');
      return rows.flat();
    };
    await client.query(`insert into order_movements (order_id, livemode, kind, amount, currency, moved_at, ref)
      values ('ord_paid', false, 'withdrawn', 5, 'usd', '2026-11-20T07:01Z', 'txn_1')`);
    expect(await notes()).toEqual([at(7)]);
    await client.query(`update order_movements set amount = 6, moved_at = '2026-11-20T07:02Z' where ref = 'txn_1'`);
    expect(await notes()).toEqual([at(7)]);
    await client.query(`update order_movements set moved_at = '2026-11-20T08:02Z' where ref = 'txn_1'`);
    expect(await notes()).toEqual([at(7), at(8)]);
    await client.query(`update order_movements set order_id = 'ord_free' where ref = 'txn_1'`);
    expect(await notes()).toEqual([]);
    await client.query(`delete from orders where id = 'ord_free'`);
    expect(await notes()).toEqual([at(8)]);
    await client.query(`update orders set amount_received = 1, paid_at = now() where id = 'ord_paid'`);
    expect(await notes()).toEqual([]);
  });
});
