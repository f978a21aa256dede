import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import type Stripe from 'stripe';
import { withConnection } from '@/lib/db/with-connection';
import type { Role } from '@/lib/people/auth/roles';
import type { App } from '../../harness/app';
import { deliver } from '../../harness/deliveries';
import { sessionCookie, signInAs } from '../../harness/sign-in';
import type { TcpProxy } from '../../harness/tcp-proxy';
import { KeptApp } from './kept-app';

type Fixtures = {
  /** What the app's database holds at first: `test.use({ data: 'realistic' })`. The first who asks for that fills it. */
  data: 'nothing' | 'realistic';
  /** What the app is started with, beside what every test needs: `test.use({ appEnv: { … } })`. */
  appEnv: Record<string, string>;
  /** The role that the browser is signed in with: `test.use({ as: 'viewer' })`. `nobody`: no session. */
  as: Role | 'nobody';
  /** Starts an app for this test alone, for what is only true of one that has just been started. */
  ownApp: boolean;
  /** An app that nobody else uses meanwhile, on a database that was empty, behind a connection that can be cut. */
  app: App & {
    database: TcpProxy;
    databaseUrl: string;
    deliver(events: Stripe.Event[]): Promise<void>;
    /** Runs SQL on the app's database, past the app; returns the rows. */
    sql(text: string): Promise<unknown[]>;
    /** Waits until no event and no effect waits any more. */
    settled(): Promise<void>;
  };
  keepsPolicy: undefined;
};

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

export const test = base.extend<Fixtures, { kept: KeptApp }>({
  appEnv: [{}, { option: true }],
  as: ['admin', { option: true }],
  data: ['nothing', { option: true }],
  ownApp: [false, { option: true }],
  kept: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it what the fixture needs.
    async ({}, use) => {
      const kept = new KeptApp();
      await use(kept);
      await kept.stop();
    },
    { scope: 'worker' },
  ],
  app: async ({ appEnv, data, ownApp, kept }, use, info) => {
    const running = ownApp ? await new KeptApp().take(appEnv, data) : await kept.take(appEnv, data);
    const { app, database, databaseUrl } = running;
    const sql = (text: string) => runSql(databaseUrl, text);
    let untouched = !ownApp && data === 'nothing';
    await use({
      ...app,
      database: {
        ...database,
        async cut() {
          untouched = false;
          await database.cut();
        },
      },
      databaseUrl,
      sql,
      settled: () => expect.poll(() => sql(waiting), { timeout: 30_000 }).toEqual([{ waiting: 0 }]),
      async deliver(events) {
        for (const event of events) {
          const { status, json } = await deliver(app.url, event);
          if (status !== 200) throw new Error(`The app answered ${status}: ${JSON.stringify(json)}`);
        }
      },
    });
    if (untouched && info.status === info.expectedStatus) await kept.keep(running, appEnv);
    else await running.stop();
  },
  baseURL: async ({ app }, use) => use(app.url),
  // Every context of a test starts with it, that of `browser.newContext()` too, unless told `storageState: undefined`.
  storageState: async ({ app, as }, use) => {
    const { hostname } = new URL(app.url);
    const cookies: Cookies =
      as === 'nobody'
        ? []
        : [
            {
              name: sessionCookie,
              value: (await signInAs(app.databaseUrl, as)).value,
              domain: hostname,
              path: '/',
              expires: -1,
              httpOnly: true,
              secure: false,
              sameSite: 'Lax',
            },
          ];
    await use({ cookies, origins: [] });
  },
  // Whatever a page does, it stays within what its policy allows.
  keepsPolicy: [
    async ({ page }, use) => {
      const violations: string[] = [];
      page.on('console', (message) => {
        if (/content security policy/i.test(message.text())) violations.push(`${page.url()}: ${message.text()}`);
      });
      await use(undefined);
      expect(violations).toEqual([]);
    },
    { auto: true },
  ],
});

const waiting = `
  select (select count(*)::int from hookwell.webhook_events where status = 'pending')
    + (select count(*)::int from hookwell.effects where status = 'pending') as waiting`;

const runSql = (url: string, text: string): Promise<unknown[]> =>
  withConnection(url, 'test', async (client) => (await client.query(text)).rows);

/** A theme and a width each for what a test opens on its page; every-page.spec.ts goes through all four of every page. */
export const looks = [
  ['light', 1440],
  ['dark', 375],
] as const;

/** Shows the page in a theme, in a window of a width. */
export async function setLook(page: Page, colorScheme: 'light' | 'dark', width: number): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 900 });
}

/** No violation of the rules that axe knows, on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  // A skeleton has no heading yet: look at the page, not at what stands in for it.
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Without frames axe needs no page of its own to put its results together, which takes longer than looking.
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(page.frames().length === 1);
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
}

export { expect };
