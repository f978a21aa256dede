import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { expect, expectAccessible, looks, setLook, test } from './fixtures';

const lists = [
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

test.describe.configure({ timeout: 180_000 });

/** Some of everything, and two effects that failed. */
const everything = () => [
  ...buildScenario('mixed', { seed: 'lists' }),
  ...buildScenario('refund', { seed: 'lists' }),
  ...buildScenario('dispute', { seed: 'lists' }),
  ...buildScenario('subscription', { seed: 'lists' }),
  buildEvent('payout.paid'),
];

async function sql(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

/** Until nothing waits any more. */
const settled = (url: string) =>
  expect(async () => {
    const { rows } = await sql(
      url,
      `select (select count(*) from hookwell.webhook_events where status = 'pending')::int + (select count(*) from hookwell.effects where status = 'pending')::int as waiting`,
    );
    expect(rows[0].waiting).toBe(0);
  }).toPass({ timeout: 60_000 });

test('lists that are filtered, that found nothing, and their panels are accessible and fit', async ({ app, page }) => {
  await app.deliver(everything());
  await settled(app.databaseUrl);
  await sql(
    app.databaseUrl,
    `update hookwell.effects set status = 'failed', last_error = 'connect ECONNREFUSED 10.0.0.1:443' where key in (select key from hookwell.effects order by key limit 2)`,
  );
  for (const [colorScheme, width] of looks) {
    await setLook(page, colorScheme, width);
    for (const path of ['/effects/retry', '/disputes?status=due', '/refunds?q=nothing', '/mails?status=failed']) {
      await page.goto(path);
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
    await page.goto('/orders');
    await page.getByRole('button', { name: 'Filters' }).click();
    await expect(page.getByLabel('Currency')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Export' }).click();
    await expect(page.getByRole('link', { name: /^CSV/ })).toBeVisible();
  }
});

test('narrows a list by state, search, days and currency, and takes each off again', async ({ app, page }) => {
  await app.deliver([
    ...buildScenario('purchase', { seed: 'a', set: { 'data.object.currency': 'chf' } }),
    ...buildScenario('refund', { seed: 'b', set: { 'data.object.currency': 'sek' } }),
  ]);
  await settled(app.databaseUrl);
  const { rows } = await sql(
    app.databaseUrl,
    `select customer_email as email, payment_intent_id as pi from hookwell.orders where currency = 'chf'`,
  );
  await page.goto('/orders');
  const bodyRows = page.locator('tbody tr');
  await expect(bodyRows).toHaveCount(2);

  await page.getByRole('link', { name: 'Refunded', exact: true }).click();
  await expect(page).toHaveURL(/status=refunded/);
  await expect(bodyRows).toHaveCount(1);
  await page.getByRole('link', { name: 'All', exact: true }).click();
  await expect(bodyRows).toHaveCount(2);

  const search = page.getByRole('search').getByRole('textbox');
  for (const q of [rows[0].pi, rows[0].email.toUpperCase()]) {
    await search.fill(q);
    await search.press('Enter');
    await expect(page).toHaveURL(/q=/);
    await expect(bodyRows).toHaveCount(1);
    await expect(bodyRows).toContainText('CHF');
    await page.getByRole('link', { name: 'Remove the search' }).click();
    await expect(bodyRows).toHaveCount(2);
  }

  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByLabel('Currency').fill('SEK');
  await page.getByLabel('From').fill('2020-01-01');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/currency=sek/i);
  await expect(bodyRows).toHaveCount(1);
  await expect(bodyRows).toContainText('SEK');
  await page.getByRole('link', { name: 'Remove the filter Currency sek' }).click();
  await expect(bodyRows).toHaveCount(2);

  await search.fill('cus_isnothere');
  await search.press('Enter');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('link', { name: 'Show all orders' }).click();
  await expect(bodyRows).toHaveCount(2);
});

test('downloads what the filters leave, with formulas defused, and writes it into the audit log', async ({
  app,
  page,
}) => {
  const formula = '=HYPERLINK("http://evil.example","x")';
  await app.deliver([
    buildEvent('customer.created', { set: { 'data.object.name': formula, 'data.object.email': '+1@example.com' } }),
  ]);
  await settled(app.databaseUrl);
  await page.goto('/customers');
  await page.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: /^CSV/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(
    /^hookwell-customers-test-\d{8}-\d{4}Z\.csv$|^hookwell-customers-test-[\d-]+Z\.csv$/,
  );
  const text = await readFile((await file.path()) ?? '', 'utf8');
  expect(text.startsWith('\ufeffid,created_at,email,')).toBe(true);
  expect(text).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
  expect(text).toContain(",'+1@example.com,");
  const { rows } = await sql(
    app.databaseUrl,
    `select target, detail from hookwell.audit_entries where action = 'list.export'`,
  );
  expect(rows).toEqual([{ target: 'customers', detail: expect.objectContaining({ rows: 1, complete: true }) }]);

  for (const path of [...lists, '/events']) {
    const answer = await page.request.get(`${path}/export?format=json`);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers()['cache-control'], path).toContain('no-store');
    expect(Array.isArray(await answer.json()), path).toBe(true);
  }
  expect((await page.request.get('/orders/export?format=xml')).status()).toBe(400);
});

test.describe('a viewer', () => {
  test.use({ as: 'viewer' });
  test('sees lists, and exports nothing', async ({ app, page }) => {
    await app.deliver(buildScenario('purchase'));
    await page.goto('/orders');
    await expect(page.locator('tbody tr')).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Export' })).toHaveCount(0);
    expect((await page.request.get('/orders/export?format=csv')).status()).toBe(403);
  });
});

test('tries one failed effect again, and then all that match, after a look at how many', async ({ app, page }) => {
  await app.deliver([
    ...buildScenario('purchase', { seed: 'a' }),
    ...buildScenario('purchase', { seed: 'b' }),
    ...buildScenario('purchase', { seed: 'c' }),
  ]);
  await settled(app.databaseUrl);
  await sql(
    app.databaseUrl,
    `update hookwell.effects set status = 'failed', last_error = 'The shop was away' where kind = 'fulfil'`,
  );
  await page.goto('/effects?status=failed');
  const bodyRows = page.locator('tbody tr');
  await expect(bodyRows).toHaveCount(3);
  await bodyRows.first().getByRole('button', { name: 'Try again' }).click();
  await expect(bodyRows).toHaveCount(2);

  await page.getByRole('link', { name: 'Retry all failed…' }).click();
  await expect(page.getByRole('heading', { name: 'Retry failed effects' })).toBeVisible();
  await page.getByRole('button', { name: 'Retry 2' }).click();
  await expect(page.getByText('2 effects are queued again')).toBeVisible();
  await expect(page.getByText('No failed effect matches')).toBeVisible();
  await settled(app.databaseUrl);
  const { rows } = await sql(
    app.databaseUrl,
    `select count(*)::int as done from hookwell.effects where kind = 'fulfil' and status = 'done'`,
  );
  expect(rows[0].done).toBe(3);
  const audit = await sql(
    app.databaseUrl,
    `select detail from hookwell.audit_entries where action = 'effect.retry_all'`,
  );
  expect(audit.rows).toEqual([{ detail: { count: 2 } }]);
});
