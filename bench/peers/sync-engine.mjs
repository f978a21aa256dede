// Supabase's stripe-sync-engine behind Fastify, as its own server has it: verify and upsert; it keeps no event.
import { runMigrations, StripeSync } from '@supabase/stripe-sync-engine';
import Fastify from 'fastify';

const connectionString = process.env.DATABASE_URL;
await runMigrations({ databaseUrl: connectionString });
const sync = new StripeSync({
  poolConfig: { connectionString, max: 10 },
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
