import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { type App, startApp } from '../../harness/app';
import { deliver } from '../../harness/deliveries';
import { settled, until, useInbox } from '../../harness/inbox';
import { type SilentStripe, startSilentStripe } from '../../harness/silent-stripe';

const inbox = useInbox();
let stripe: SilentStripe;
let app: App;

beforeAll(async () => {
  stripe = await startSilentStripe();
  app = await startApp(inbox.url(), { STRIPE_SECRET_KEY: 'sk_test_silent', STRIPE_API_BASE_URL: stripe.url });
});
afterAll(async () => {
  await app.end();
  stripe.stop();
});

const applied = async (events: { id: string }[]) =>
  inbox.prisma().webhookEvent.count({ where: { id: { in: events.map(({ id }) => id) }, status: 'processed' } });
const lines = (words: string) => app.output().split(words).length - 1;

it('a silent Stripe stops only what has to ask it, everybody is told so, and all of it is applied once it answers', {
  timeout: 120_000,
}, async () => {
  const needy = Array.from({ length: 20 }, () => buildEvent('payment_intent.succeeded', { answers: false }));
  const others = Array.from({ length: 20 }, () => buildEvent('payment_method.attached'));
  for (const event of [...needy, ...others]) expect((await deliver(app.url, event)).status).toBe(200);
  await until(async () => (await applied(others)) === 20, 'what asks nothing');
  expect(await applied(needy)).toBe(0);

  await app.printed(/Stripe does not answer: 3 questions in a row had none/);
  expect(stripe.most()).toBeLessThanOrEqual(3);
  const { cookie } = await app.signIn('viewer');
  const health = async () => (await fetch(`${app.url}/api/health`, { headers: { cookie } })).json();
  await until(async () => (await health()).status === 'degraded', 'health to say so');
  expect(await health()).toMatchObject({
    status: 'degraded',
    standstill: null,
    problems: [expect.stringMatching(/^Stripe has not answered since 20.* UTC: \d+ events wait for what it says/)],
  });
  const page = async (path: string) => (await fetch(`${app.url}${path}`, { headers: { cookie } })).text();
  const event = await page(`/events/${needy[19]?.id}`);
  expect(event).toContain('Waits for Stripe’s answer');
  expect(event).toContain('waiting uses up none of its tries');
  expect(await page('/')).toContain('Stripe does not answer');

  // One that comes meanwhile is asked for as little as the others.
  const late = buildEvent('payment_method.attached');
  expect((await deliver(app.url, late)).status).toBe(200);
  await until(async () => (await applied([late])) === 1, 'one that comes meanwhile');

  stripe.answer();
  await until(async () => (await applied(needy)) === 20, 'what had to ask', 60_000);
  await settled(inbox.prisma());
  const { rows } = await import('@/lib/db/client').then(({ connections }) =>
    connections().pool.query<{ tries: number }>(
      `select max(attempts) as tries, count(*) filter (where attempts > 1)::int as again from hookwell.webhook_events`,
    ),
  );
  expect(rows[0]).toMatchObject({ again: expect.toSatisfy((again: number) => again <= 2) });
  expect(await inbox.prisma().effect.count({ where: { kind: 'fulfil', status: 'done' } })).toBe(20);
  expect([lines('questions in a row had none'), lines('Stripe answers again')]).toEqual([1, 1]);
});
