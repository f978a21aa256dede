// Verifies and inserts the event as one plain row, a statement a request: the least that keeps an event.
import { createServer } from 'node:http';
import pg from 'pg';
import Stripe from 'stripe';

const stripe = new Stripe('sk_test_bench');
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query(
  'create table if not exists plain_events (id text primary key, type text, body text, at timestamptz default now())',
);

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const event = stripe.webhooks.constructEvent(body, request.headers['stripe-signature'], process.env.BENCH_SECRET);
  await pool.query({
    name: 'insert',
    text: 'insert into plain_events (id, type, body) values ($1, $2, $3) on conflict do nothing',
    values: [event.id, event.type, body],
  });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 17 });
  response.end('{"received":true}');
});
server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
