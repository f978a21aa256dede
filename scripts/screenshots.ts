import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { startApp } from '../harness/app';
import build from '../harness/build-app';
import { listPages, type ShownPage, waysIn } from '../harness/pages';
import { createRealisticInbox, inboxEnv } from '../harness/realistic-inbox';
import { sessionCookie } from '../harness/sign-in';
import { startTestServer } from '../harness/test-server';
import { findBrowser } from '../tests/e2e/find-browser';
import { runCommand } from './support/cli';
import { nameOwnDatabase } from './support/open-database';

const usage = `
Usage: npm run screenshots [-- FOLDER] [--built] [--only NAME]

Takes a picture of every page of the production build, over a month of simulated events, in light and dark, at 1440 and
375 px. They go into FOLDER (screenshots).

  --built      take the build that the last run or the tests made
  --only NAME  only pages whose name holds this: overview, events, events-one, orders-one, …
`;

type Look = { colorScheme: 'light' | 'dark'; width: number };
type Shown = { baseURL: string; session: string | null; pages: ShownPage[] };

async function shoot(browser: Browser, { baseURL, session, pages }: Shown, folder: string, look: Look): Promise<void> {
  const { colorScheme, width } = look;
  const viewport = { width, height: width < 768 ? 812 : 900 };
  const context = await browser.newContext({ baseURL, colorScheme, viewport, locale: 'en-GB' });
  if (session) await context.addCookies([{ name: sessionCookie, value: session, url: baseURL }]);
  const page = await context.newPage();
  for (const { path, name } of pages) {
    await page.goto(path);
    // A skeleton has a heading too.
    await page.locator('main:not(:has([aria-busy="true"])) h1').waitFor();
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`) });
  }
  await context.close();
}

const options = { built: { type: 'boolean' }, only: { type: 'string' } } as const;

await runCommand(
  { usage, mode: 'development', options, words: 1 },
  async ({ values: { built, only = '' }, words: [folder = 'screenshots'] }) => {
    await mkdir(folder, { recursive: true });
    if (!built) await build();
    const server = await startTestServer();
    const database = await createRealisticInbox(server);
    console.error(nameOwnDatabase(database.url));
    const app = await startApp(database.url, inboxEnv);
    const browser = await chromium.launch(await findBrowser());
    try {
      const user = await app.signIn('admin');
      const chosen = (pages: ShownPage[]) => pages.filter(({ name }) => name.includes(only));
      const inside = chosen(await listPages(database.url));
      for (const colorScheme of ['light', 'dark'] as const)
        for (const width of [1440, 375]) {
          const look = { colorScheme, width };
          await shoot(browser, { baseURL: app.url, session: user.value, pages: inside }, folder, look);
          await shoot(browser, { baseURL: app.url, session: null, pages: chosen(waysIn) }, folder, look);
        }
      console.log(`The pictures are in ${folder}`);
    } finally {
      await browser.close();
      await app.end();
      await database.drop();
      await server.stop();
    }
  },
);
