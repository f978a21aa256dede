import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { migrateDatabase } from '@/lib/db/migrate';
import { migrationsDir } from '@/lib/db/migrations-folder';
import { createBareDatabase } from '../../support/database';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 10, minute));

it('fills the deliveries of events that were there before them, as far as they are known', async () => {
  const database = await createBareDatabase();
  const dir = await mkdtemp(join(tmpdir(), 'hookwell-backfill-'));
  const client = new pg.Client({ connectionString: database.url });
  try {
    await client.connect();
    await cp(migrationsDir(), dir, { recursive: true });
    const names = (await readdir(dir)).filter((name) => /^\d{14}_/.test(name));
    const from = names.find((name) => name.endsWith('_event_deliveries')) ?? '';
    await Promise.all(names.filter((name) => name >= from).map((name) => rm(join(dir, name), { recursive: true })));
    await migrateDatabase(database.url, dir);

    const insert = `insert into webhook_events (id, type, api_version, livemode, created_at, received_at, last_delivered_at,
        source, body, body_sha256, body_bytes, secret_label, verified_at, deliveries)
      values ($1, 'payout.paid', 'v1', false, $2, $2, $3, $4::event_source, '{}', 'sha', 2, $5, $6, $7)`;
    await client.query(insert, ['evt_once', at(0), at(0), 'webhook', 'shop', at(0), 1]);
    await client.query(insert, ['evt_often', at(0), at(9), 'webhook', 'shop', at(0), 400]);
    await client.query(insert, ['evt_swept', at(0), at(0), 'sweep', null, null, 0]);
    await client.query(insert, ['evt_then', at(0), at(5), 'webhook', 'shop', at(5), 1]);
    await client.query(
      `insert into sweep_runs (livemode, trigger, since, until, types) values (false, 'command', now(), now(), '{}')`,
    );
    await client.query(
      `insert into healed_events (event_id, run_id) select unnest(array['evt_swept', 'evt_then']), id from sweep_runs`,
    );

    await migrateDatabase(database.url);
    const { rows } = await client.query(
      `select event_id, number, received_at, source::text, secret_label, body_sha256 from event_deliveries order by event_id, number`,
    );
    expect(rows.map((row) => Object.values(row))).toEqual([
      ['evt_often', 1, at(0), 'webhook', 'shop', 'sha'],
      ['evt_often', 100, at(9), 'webhook', null, null],
      ['evt_once', 1, at(0), 'webhook', 'shop', 'sha'],
      ['evt_swept', 0, at(0), 'sweep', null, 'sha'],
      ['evt_then', 0, at(0), 'sweep', null, null],
      ['evt_then', 1, at(5), 'webhook', 'shop', 'sha'],
    ]);
  } finally {
    await client.end();
    await database.drop();
    await rm(dir, { recursive: true });
  }
});
