import type pg from 'pg';
import { type Finding, ok, warn } from '../finding';

type Settings = Record<'fsync' | 'synchronous_commit' | 'full_page_writes', string>;

const SETTINGS_SQL = `
select current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit,
  current_setting('full_page_writes') as full_page_writes`;

/** Servers whose storage takes the place of these two: Neon keeps each commit on several machines before it confirms it. */
const OWN_STORAGE = /\.neon\.tech$/;

/**
 * Whether a 200 at the door outlives a loss of power. The settings are read on a connection like the door's, since a
 * role or a database may have others than the server: https://www.postgresql.org/docs/current/runtime-config-wal.html
 */
export async function checkDurability(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query<Settings>(SETTINGS_SQL);
  const { fsync, synchronous_commit, full_page_writes } = rows[0] as Settings;
  const off = [
    ...(synchronous_commit === 'off' ? ['synchronous_commit'] : []),
    ...(OWN_STORAGE.test(client.host) ? [] : Object.entries({ fsync, full_page_writes }).flatMap(offOnly)),
  ];
  if (off.length === 0) return ok('durability', 'What is acknowledged is on the disk: it outlives a loss of power');
  return warn(
    'commits_not_durable',
    `${off.join(', ')} ${off.length === 1 ? 'is' : 'are'} off: Stripe may be told 200 for an event that a crash then loses`,
    'Switch it on for the server (alter system set … = on), or for the role and database of DATABASE_URL (alter role …, alter database … reset …). The sweep would find what is lost.',
  );
}

const offOnly = ([name, value]: [string, string]): string[] => (value === 'off' ? [name] : []);
