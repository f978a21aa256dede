import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { buildScenario } from '../lib/simulator/build';
import { findBrowser } from '../tests/e2e/find-browser';
import { startApp } from '../tests/support/app';
import build from '../tests/support/build-app';
import { deliver } from '../tests/support/deliveries';
import { type SignedInUser, sessionCookie } from '../tests/support/sign-in';
import { cloneTemplate, startTestServer } from '../tests/support/test-server';
import { runCommand } from './support/cli';

const usage = `
Usage: npm run screenshots [-- FOLDER]

Takes a picture of every page of the production build, over simulated data, in light and dark, at 1440 and 375 px.
They go into FOLDER (screenshots).
`;

const PAGES = [
  '/events',
  '/orders',
  '/customers',
  '/payment-methods',
  '/subscriptions',
  '/refunds',
  '/disputes',
  '/payouts',
  '/effects',
  '/mails',
];
/** Lists whose first row is opened too, and what its link starts with. */
const DETAILS = { '/events': '/events/evt_', '/orders': '/orders/ord_' };

async function fill(url: string): Promise<void> {
  for (const seed of ['one', 'two']) for (const event of buildScenario('mixed', { seed })) await deliver(url, event);
  for (const event of buildScenario('purchase', { seed: 'last' })) await deliver(url, event);
}

/** Waits for the page itself: a skeleton of it has neither links nor a heading of its own. */
async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('main').locator(':is(table a, dl, pre, h2, p):visible').first().waitFor();
  await page.waitForLoadState('load');
}

type Look = { colorScheme: 'light' | 'dark'; width: number };

async function shoot(browser: Browser, app: { url: string; user: SignedInUser }, folder: string, look: Look) {
  const { colorScheme, width } = look;
  const baseURL = app.url;
  const context = await browser.newContext({
    baseURL,
    colorScheme,
    viewport: { width, height: 900 },
    deviceScaleFactor: 1,
  });
  await context.addCookies([{ name: sessionCookie, value: app.user.value, url: baseURL }]);
  const page = await context.newPage();
  const save = (name: string) => page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`) });
  for (const path of PAGES) {
    await page.goto(path);
    await settle(page);
    await save(path.slice(1));
    const start = DETAILS[path as keyof typeof DETAILS];
    if (!start) continue;
    const href = await page.locator(`a[href^="${start}"]`).first().getAttribute('href');
    await page.goto(href ?? path);
    await settle(page);
    await save(`${path.slice(1)}-one`);
  }
  await context.close();
}

await runCommand({ usage, words: 1 }, async ({ words: [folder = 'screenshots'] }) => {
  await mkdir(folder, { recursive: true });
  await build();
  const server = await startTestServer();
  const database = await cloneTemplate(server);
  const app = await startApp(database.url);
  const browser = await chromium.launch(await findBrowser());
  try {
    await fill(app.url);
    const user = await app.signIn('admin');
    for (const colorScheme of ['light', 'dark'] as const)
      for (const width of [1440, 375]) await shoot(browser, { url: app.url, user }, folder, { colorScheme, width });
    console.log(`The pictures are in ${folder}`);
  } finally {
    await browser.close();
    await app.end();
    await database.drop();
    await server.stop();
  }
});
