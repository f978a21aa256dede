import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { acquireEmbeddedPostgres } from '@/lib/dev/postgres/embedded-postgres';
import { testBuild } from '../../harness/build-app';
import { freePort } from '../../harness/free-port';
import { holdTable } from '../../harness/hold-table';
import { until } from '../../harness/inbox';
import { startScript } from '../../harness/processes';
import { signInAs } from '../../harness/sign-in';

// `next dev` compiles each page that is asked for.
it('npm run dev needs nothing, simulate fills the dashboard, and Ctrl-C ends app and database', {
  timeout: 180_000,
}, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hookwell-dev-'));
  const port = await freePort();
  const env = { PORT: String(port), HOOKWELL_DATA_DIR: dataDir, NEXT_DIST_DIR: testBuild };
  const dev = startScript('scripts/dev.ts', [], env);
  try {
    await dev.printed(/Hookwell is ready/);
    expect(dev.output()).toContain(`http://127.0.0.1:${port}/api/webhook`);
    expect(dev.output()).toContain('npm run simulate -- purchase');

    const simulate = startScript('scripts/simulate.ts', ['purchase', '--seed', 'dev'], env);
    expect(await simulate.exited, simulate.output()).toBe(0);
    expect(simulate.output()).toContain(`http://127.0.0.1:${port}/orders`);
    await dev.printed(/PaymentIntent pi_\w+ for [\d.,]+ [A-Z]{3} succeeded: order ord_\w+ paid/);
    await dev.printed(/Order ord_\w+ for [\d.,]+ [A-Z]{3} fulfilled/);
    // The link that it printed opens, and the secret that it made signs the sessions.
    const link = /Your first sign-in +(http\S+)/.exec(dev.output())?.[1] as string;
    expect(await (await fetch(link)).text()).toContain('Create the admin');
    const secret = (await readFile(join(dataDir, 'auth-secret'), 'utf8')).trim();
    const reader = await acquireEmbeddedPostgres({ dir: dataDir });
    // Next itself sends who has no session to the sign-in page, here as on a platform that runs it.
    const stranger = await fetch(`http://127.0.0.1:${port}/orders`, { redirect: 'manual' });
    expect(stranger.status).toBe(307);
    expect(stranger.headers.get('location')).toMatch(/\/sign-in\?next=%2Forders$/);
    const { cookie } = await signInAs(reader.url, 'viewer', { secret });
    await reader.release();
    await until(async () => {
      const page = await fetch(`http://127.0.0.1:${port}/orders`, { headers: { cookie } });
      return /Fulfilled/i.test(await page.text());
    }, 'the order on the page');

    // A command in another terminal is for this app.
    const check = startScript('scripts/check-money.ts', [], { HOOKWELL_DATA_DIR: dataDir });
    expect(await check.exited, check.output()).toBe(0);
    expect(check.output()).toMatch(/^Database: .*, the embedded one in .*\nThe money adds up/);
    expect(existsSync(join(dataDir, 'dev.pid'))).toBe(true);

    // A job in hand when the signal comes is finished first.
    const lease = await acquireEmbeddedPostgres({ dir: dataDir });
    const table = await holdTable(lease.url, 'payment_intents');
    const late = startScript('scripts/simulate.ts', ['payment_intent.succeeded', '--seed', 'late'], env);
    expect(await late.exited, late.output()).toBe(0);
    await table.somebodyWaits();
    const ended = dev.end('SIGTERM');
    await lease.release();
    await table.release();
    expect(await ended).toBe(0);
    expect(dev.output().match(/PaymentIntent pi_\w+ for [\d.,]+ [A-Z]{3} succeeded/g)).toHaveLength(2);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(dataDir, 'dev.pid'))).toBe(false);
  } finally {
    await dev.end('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  }
});
