import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildScenario } from '@/lib/dev/simulator/build';
import { startApp } from '../../harness/app';
import { testBuild } from '../../harness/build-app';
import { deliver, newSecret, testSecret } from '../../harness/deliveries';
import { useInbox } from '../../harness/inbox';
import { testAuthSecret } from '../../harness/sign-in';

const inbox = useInbox();

/** Everything that a browser can load. */
function clientFiles(folder = join(testBuild, 'static')): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? clientFiles(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

it('no secret gets into the log, an answer, the database or what browsers load', async () => {
  const hunter = 'hunter2'.repeat(6);
  const secrets = {
    AUTH_SECRET: testAuthSecret,
    CRON_SECRET: `cron-${hunter}`,
    STRIPE_SECRET_KEY: ['sk', 'test', hunter].join('_'),
    STRIPE_WEBHOOK_SECRET: `${testSecret},old:${newSecret()}:retired`,
    SMTP_URL: `smtp://ann:smtp-${hunter}@127.0.0.1:1`,
    EMAIL_FROM: 'shop@example.com',
    LOG_LEVEL: 'trace',
    // Nobody answers there: what fails has to be told without its key.
    STRIPE_API_BASE_URL: 'http://127.0.0.1:1',
  };
  const app = await startApp(inbox.url(), secrets);
  const { cookie, value } = await app.signIn('admin');
  const password = 'a wrong password to sign in with';
  const texts: string[] = [];
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(new URL(path, app.url), { redirect: 'manual', ...init });
    texts.push(await response.text(), JSON.stringify([...response.headers]));
  };
  for (const event of buildScenario('purchase')) await deliver(app.url, event);
  await deliver(app.url, buildScenario('purchase')[0] as object, { secret: newSecret() });
  for (const path of ['/', '/events', '/orders', '/settings', '/setup', '/users', '/audit', '/account', '/checkout'])
    await ask(path, { headers: { cookie } });
  for (const path of ['/events', '/sign-in', '/welcome?token=x', '/api/health', '/api/cron/work', '/nowhere'])
    await ask(path);
  await ask('/api/cron/work', { headers: { authorization: `Bearer ${secrets.CRON_SECRET}` } });
  await ask('/sign-in', { method: 'POST', body: new URLSearchParams({ email: 'ann@example.com', password }) });
  expect(await app.end()).toBe(0);

  const hidden = [
    testAuthSecret,
    hunter,
    ...secrets.STRIPE_WEBHOOK_SECRET.split(/[,:]/).filter((part) => part.startsWith('whsec_')),
    decodeURIComponent(value).split('.')[0] as string,
    password,
    new URL(inbox.url()).password,
  ].filter(Boolean);
  const tables = await inbox.prisma().$queryRaw<{ text: string }[]>`
    select query_to_xml(format('select * from hookwell.%I', table_name), true, true, '')::text as text
    from information_schema.tables where table_schema = 'hookwell' and table_type = 'BASE TABLE'`;
  const places = {
    log: app.output(),
    answers: texts.join('\n'),
    database: tables.map(({ text }) => text).join('\n'),
    bundles: clientFiles()
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n'),
  };
  for (const [place, text] of Object.entries(places)) {
    expect(text.length, place).toBeGreaterThan(1_000);
    for (const secret of hidden) expect(text.includes(secret), `${place} holds ${secret.slice(0, 8)}…`).toBe(false);
  }
});
