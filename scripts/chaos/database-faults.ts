import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { connectionOptions } from '../../lib/db/connection-options';
import { withConnection } from '../../lib/db/with-connection';
import type { ChaosDatabase } from './database';

const TOO_MANY = '53300';
const THROW_RATE = 0.4;
const HANG_RATE = 0.3;

/** Takes every connection that the server has left, and gives them back after a while. */
export async function fillConnections(url: string, ms: number): Promise<void> {
  const held: pg.Client[] = [];
  try {
    for (;;) {
      const client = new pg.Client({ ...connectionOptions(url), application_name: 'hookwell-chaos' });
      client.on('error', () => {});
      held.push(client);
      await client.connect();
    }
  } catch (error) {
    if ((error as pg.DatabaseError).code !== TOO_MANY) throw error;
    await pause(ms);
  } finally {
    await Promise.allSettled(held.map((client) => client.end()));
  }
}

/** Lets nobody read or write a table for a while. */
export async function holdTableFor(url: string, table: string, ms: number): Promise<void> {
  await withConnection(url, 'chaos', async (client) => {
    await client.query(`begin; lock table hookwell.${table} in access exclusive mode`);
    await pause(ms);
    await client.query('commit');
  });
}

/**
 * The switches by which handlers throw, or hang in a statement: a trigger in this run's own database. The product has no such switch, so that
 * none can be on by accident. A trigger acts where it hurts, in the middle of a transaction that has written already.
 */
export const SWITCHES_SQL = `
create schema chaos;
create table chaos.switches (throw_rate float8 not null, hang_rate float8 not null);
insert into chaos.switches values (0, 0);
create function chaos.act_sometimes() returns trigger language plpgsql as $$
begin
  if random() < (select throw_rate from chaos.switches) then
    raise exception 'Thrown in the middle of a handler by the chaos run';
  end if;
  if random() < (select hang_rate from chaos.switches) then
    perform pg_sleep(3600);
  end if;
  return new;
end $$;
create trigger chaos_throws before insert or update of status on hookwell.orders
  for each row execute function chaos.act_sometimes();
create trigger chaos_throws before insert or update on hookwell.customers
  for each row execute function chaos.act_sometimes();`;

/** Makes handlers throw for a while. */
export async function throwInHandlers(database: ChaosDatabase, ms: number): Promise<void> {
  await database.query('update chaos.switches set throw_rate = $1', [THROW_RATE]);
  await pause(ms);
  await database.query('update chaos.switches set throw_rate = 0');
}

/** Makes handlers hang for an hour in the middle of a statement. Those that hang already go on hanging. */
export async function hangInHandlers(database: ChaosDatabase, ms: number): Promise<void> {
  await database.query('update chaos.switches set hang_rate = $1', [HANG_RATE]);
  await pause(ms);
  await database.query('update chaos.switches set hang_rate = 0');
}
