import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { listPages } from '../../harness/pages';
import { expect, test } from './fixtures';

const KIB = 1_024;

/** Next and React alone are 133 of them: docs/decisions/0009-client-script.md says what the others are. */
const SHOWING_LIMIT = 143;

/** Pages that only show: what they load is the frame around them, and the times in the viewer's zone. */
const SHOWING = [
  '/',
  '/audit',
  '/customers/[id]',
  '/disputes/[id]',
  '/mails/[key]',
  '/payment-methods/[id]',
  '/payouts/[id]',
  '/refunds/[id]',
  '/subscriptions/[id]',
];

test.use({ data: 'realistic' });
test.describe.configure({ timeout: 600_000 });

/** Bytes, gzipped, of each script that the browser loads for a page, the largest first. */
async function scriptsOf(page: Page, path: string): Promise<[bytes: number, file: string][]> {
  const scripts: Promise<[number, string]>[] = [];
  const weigh = async (url: string, body: Promise<Buffer>): Promise<[number, string]> => [
    gzipSync(await body).length,
    url.split('/').at(-1) ?? url,
  ];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(weigh(response.url(), response.body()));
  });
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  page.removeAllListeners('response');
  return (await Promise.all(scripts)).sort(([a], [b]) => b - a);
}

test('the list of events, and pages without interaction, load little script', async ({ app, browser }) => {
  const pages = await listPages(app.databaseUrl);
  for (const [address, limit] of [
    ['/events', 200],
    ...SHOWING.map((address) => [address, SHOWING_LIMIT] as const),
  ] as const) {
    const path = pages.find((page) => page.address === address)?.path ?? '';
    // Of its own: what one page has loaded, the next one would find in the cache.
    const context = await browser.newContext();
    const scripts = await scriptsOf(await context.newPage(), path);
    await context.close();
    const total = scripts.reduce((sum, [bytes]) => sum + bytes, 0) / KIB;
    const told = scripts.map(([bytes, file]) => `${(bytes / KIB).toFixed(1)} ${file}`).join(', ');
    console.log(`${total.toFixed(1)} KiB of script on ${address}`);
    expect.soft(total, `${path} loads ${told}`).toBeLessThanOrEqual(limit);
  }
});
