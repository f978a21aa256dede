import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { resetEnv } from '@/lib/kit/env';
import { startErasure } from '@/lib/privacy/erasure/start-erasure';
import { type App, startApp } from '../../harness/app';
import { deliver } from '../../harness/deliveries';
import { until, useInbox } from '../../harness/inbox';
import { type MailServer, startMailServer } from '../../harness/mail-server';
import { listActions } from './access/manifests';

const inbox = useInbox();
const erasureKey = randomBytes(32).toString('hex');
let mails: MailServer;
let app: App;

/** Somebody whom nobody can mistake for anybody else, by the keys under which Stripe's objects name people. */
const PERSON: Record<string, string> = {
  email: 'zebulon.quixworthy@canary.example',
  receipt_email: 'zebulon.quixworthy@canary.example',
  customer_email: 'zebulon.quixworthy@canary.example',
  name: 'Zebulon Quixworthy',
  customer_name: 'Zebulon Quixworthy',
  phone: '+15550142377',
  customer_phone: '+15550142377',
  line1: '17 Wharfage Lane',
  line2: 'Attic of Quixworthy',
  city: 'Canaryville',
  postal_code: 'CN4 RY7',
  description: 'A lamp for Zebulon Quixworthy, 17 Wharfage Lane',
  statement_descriptor: 'QUIXWORTHY',
  note: 'Call Zebulon at +15550142377',
};
const TRACES = ['zebulon', 'quixworthy', 'canary.example', '5550142377', 'wharfage', 'canaryville', 'cn4 ry7'];

/** Puts the person into every field of an event that may hold one, and into its metadata. */
function named<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(named) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'metadata' && inner)
        return [key, { ...inner, buyer: PERSON.name, [PERSON.name as string]: PERSON.email }];
      const text = PERSON[key];
      return [key, text !== undefined && (inner === null || typeof inner === 'string') ? text : named(inner)];
    }),
  ) as Value;
}

/** Has the database refuse every customer, and repeat the whole row. */
const RAISING = [
  `create function public.refuse() returns trigger language plpgsql as $$
   begin raise exception 'no place for %', row_to_json(new); end $$`,
  'create trigger refuse before insert or update on hookwell.customers for each row execute function public.refuse()',
];

const run = (sql: string) => inbox.prisma().$executeRawUnsafe(`do $do$ begin ${sql} end $do$`);
const statusOf = async (id: string) => (await inbox.prisma().webhookEvent.findUnique({ where: { id } }))?.status;

beforeAll(async () => {
  process.env.ERASURE_KEY = erasureKey;
  resetEnv();
  mails = await startMailServer();
  app = await startApp(inbox.url(), {
    SMTP_URL: mails.url(),
    EMAIL_FROM: 'shop@example.com',
    ALERT_EMAILS: 'operator@example.com',
    OPERATOR_EMAILS: 'operator@example.com',
    ERASURE_KEY: erasureKey,
    FULFILL_LINK_WAIT_SECONDS: '0',
    LOG_LEVEL: 'trace',
  });
});
afterAll(() => mails.close());

/** Sends the sign-in form as React does. */
async function signIn(email: string): Promise<void> {
  const id = listActions().find(({ name }) => name.endsWith(' signIn'))?.id as string;
  const body = new FormData();
  body.set('_1_email', email);
  body.set('_1_password', 'not a password');
  body.set('0', '[null,"$K1"]');
  expect((await fetch(`${app.url}/sign-in`, { method: 'POST', body, headers: { 'next-action': id } })).status).toBe(
    200,
  );
}

it('names no customer in the log, whatever becomes of an event, a mail or a page', { timeout: 180_000 }, async () => {
  const { cookie } = await app.signIn('admin');
  const email = PERSON.email as string;
  mails.refused.set(email, { code: 550, message: `5.1.1 <${email}> Zebulon Quixworthy has gone` });

  // Applied, with receipts that the mail server refuses.
  const stories = ['purchase', 'subscription', 'refund', 'dispute'].flatMap((name) => buildScenario(name).map(named));
  for (const event of stories) expect((await deliver(app.url, event)).status).toBe(200);
  const all = () => inbox.prisma().webhookEvent.count({ where: { status: 'pending' } });
  await until(async () => (await all()) === 0, 'the stories');
  const refused = () => inbox.prisma().effect.findFirst({ where: { kind: 'receipt', status: 'failed' } });
  await until(async () => (await refused()) !== null, 'a receipt that is refused');
  expect((await refused())?.lastError).toContain(email);

  // Failed by what the database says, by what a handler says, and tried again.
  for (const sql of RAISING) await inbox.prisma().$executeRawUnsafe(sql);
  const failing = named(buildEvent('customer.created'));
  const faulty = named(buildEvent('payment_intent.succeeded', { set: { 'data.object.metadata': { a: 1 } } }));
  for (const event of [failing, faulty]) expect((await deliver(app.url, event)).status).toBe(200);
  await until(async () => (await statusOf(failing.id)) === 'retrying', 'the failure');
  await until(async () => (await statusOf(faulty.id)) === 'failed', 'the faulty one');
  const attempts = () => inbox.prisma().eventAttempt.count({ where: { eventId: failing.id } });
  await until(async () => (await attempts()) > 1, 'the second try');
  expect((await inbox.prisma().eventAttempt.findFirst({ where: { eventId: failing.id } }))?.error).toContain(email);

  // Refused at the door, searched for, signed in with, and a page that fails.
  const signed = `not JSON of ${PERSON.name}`;
  await deliver(app.url, { toJSON: () => signed } as object);
  for (const path of ['customers', 'orders', 'events', 'search', 'mails'])
    await fetch(`${app.url}/${path}?q=${encodeURIComponent(email)}`, { headers: { cookie } });
  await signIn(email);
  await run('alter table hookwell.rate_limits rename to rate_limits_away;');
  await signIn(email);
  await run('alter table hookwell.rate_limits_away rename to rate_limits;');
  await run('alter table hookwell.customers rename to customers_away;');
  await fetch(`${app.url}/customers?q=${encodeURIComponent(email)}`, { headers: { cookie } });
  await run('alter table hookwell.customers_away rename to customers; drop trigger refuse on hookwell.customers;');

  // Erased.
  const erasure = await startErasure(
    inbox.prisma(),
    { kind: 'email', email },
    { id: null, name: 'test', role: 'admin' },
  );
  const done = () => inbox.prisma().erasure.findUnique({ where: { id: erasure as string } });
  await until(async () => (await done())?.finishedAt != null, 'the erasure');
  expect(await app.end()).toBe(0);

  const log = app.output();
  for (const said of [
    `${failing.id} failed`,
    `${faulty.id} failed`,
    'receipt:',
    `Erasure ${erasure} is done`,
    'Nobody could be signed in',
    '"err"',
  ])
    expect(log.includes(said), said).toBe(true);
  const lines = log.split('\n').filter((line) => TRACES.some((trace) => line.toLowerCase().includes(trace)));
  expect(lines).toEqual([]);
});
