// Supabase's stripe-sync-engine behind Fastify, as its own server has it: verify and upsert; it keeps no event.
import { createRequire } from 'node:module';
import Fastify from 'fastify';
import pg from 'pg';

// Its ES module looks for its migrations by __dirname, which only the other one has.
const { runMigrations, StripeSync } = createRequire(import.meta.url)('@supabase/stripe-sync-engine');
const connectionString = process.env.DATABASE_URL;
const schema = 'stripe';
// Its migrations name this role, as Supabase's servers have it.
const client = new pg.Client({ connectionString });
await client.connect();
await client.query('create role postgres').catch((error) => {
  if (error.code !== '42710') throw error; // It is there already.
});
await client.end();
// Its migrations tell only a logger that they failed.
const logger = {
  info: () => {},
  error: (error) =>
    process.nextTick(() => {
      throw error;
    }),
};
await runMigrations({ databaseUrl: connectionString, schema, logger });
const sync = new StripeSync({
  poolConfig: { connectionString, max: 10 },
  schema,
  stripeSecretKey: 'sk_test_bench',
  stripeWebhookSecret: process.env.BENCH_SECRET,
});
const app = Fastify({ bodyLimit: 1_048_576 });
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, { raw: body }));
app.post('/webhooks', async (request, reply) => {
  await sync.processWebhook(request.body.raw, request.headers['stripe-signature']);
  return reply.send({ received: true });
});
const address = await app.listen({ port: 0, host: '127.0.0.1' });
console.log(`listening on ${new URL(address).port}`);
