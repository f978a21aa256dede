import pg from 'pg';
import { connectionOptions } from '../lib/db/connection-options';
import { ADDRESSES } from '../tests/app/access/classification';

/** A page of the app as a person opens it. */
export type ShownPage = {
  /** Its address in the table of who may see what. */
  address: string;
  /** A name for its picture. */
  name: string;
  path: string;
  /** Whether the dashboard stands around it, with its badge for test or live. */
  dashboard: boolean;
};

/** What is in the table but is no page: it answers a program, or leads on to another page. */
const NOT_PAGES = new Set([
  '/events/live',
  '/search',
  '/events/[id]/raw',
  '/orders/of/[ref]',
  '/_global-error',
  '/webhook',
  '/icon.svg',
]);
const isPage = (address: string) =>
  !NOT_PAGES.has(address) &&
  !address.startsWith('/api/') &&
  !address.endsWith('/export') &&
  !['/checkout/payment', '/checkout/session', '/checkout/cards/setup'].includes(address);

/** Pages that need no session, and so have no dashboard around them; signed in, the ways in lead to the inbox. */
const OUTSIDE = new Set(['/checkout', '/checkout/cards', '/checkout/success', '/sign-in', '/set-password', '/welcome']);
const WAYS_IN = new Set(['/sign-in', '/welcome']);

const newest = (table: string, where = 'true') =>
  `select id from hookwell.${table} where not livemode and ${where} order by created_at desc, id desc limit 1`;

/** One record for each page about one, such as has something to show. */
const RECORDS: Record<string, string> = {
  '/customers/[id]': newest('customers', 'id in (select customer_id from hookwell.orders group by 1)'),
  '/disputes/[id]': newest('disputes'),
  '/events/[id]': newest('webhook_events', `type = 'charge.refunded' and status = 'processed'`),
  '/mails/[key]': 'select effect_key as id from hookwell.mails order by created_at desc limit 1',
  '/orders/[id]': newest('orders', 'amount_refunded > 0'),
  '/payment-methods/[id]': newest('payment_methods'),
  '/payouts/[id]': newest('payouts'),
  '/refunds/[id]': newest('refunds'),
  '/rejected/[id]': 'select id from hookwell.rejected_deliveries order by last_seen_at desc, id limit 1',
  '/replays/[id]': 'select id::text from hookwell.replay_batches order by id desc limit 1',
  '/subscriptions/[id]': newest('subscriptions'),
  '/users/[id]': 'select id from hookwell.users order by created_at, id limit 1',
};

/**
 * Every page of the app over a realistic inbox. A new page is in it by standing in the table of who may see what; one
 * about a record has to say above which record it is.
 */
export async function listPages(databaseUrl: string): Promise<ShownPage[]> {
  const client = new pg.Client(connectionOptions(databaseUrl));
  await client.connect();
  try {
    const pages: ShownPage[] = [];
    for (const address of Object.keys(ADDRESSES).filter(isPage)) {
      const page = { address, name: nameOf(address), dashboard: !OUTSIDE.has(address) };
      if (WAYS_IN.has(address)) continue;
      pages.push({ ...page, path: await pathOf(client, address) });
    }
    return pages;
  } finally {
    await client.end();
  }
}

/** The ways in, for a browser without a session. */
export const waysIn: ShownPage[] = [{ address: '/sign-in', name: 'sign-in', path: '/sign-in', dashboard: false }];

const nameOf = (address: string): string =>
  address === '/'
    ? 'overview'
    : address
        .slice(1)
        .replace(/\/\[\w+\]/, '-one')
        .replaceAll('/', '-')
        .replace('_', '');

async function pathOf(client: pg.Client, address: string): Promise<string> {
  if (address === '/_not-found') return '/no/such/page';
  if (!address.includes('[')) return address;
  const sql = RECORDS[address];
  if (!sql) throw new Error(`${address} is about a record: say in ${import.meta.filename} which one to look at`);
  const { rows } = await client.query<{ id: string }>(sql);
  if (!rows[0]) throw new Error(`The realistic inbox has no record for ${address}`);
  return address.replace(/\[\w+\]/, encodeURIComponent(rows[0].id));
}
