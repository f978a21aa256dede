import type { Page } from '@playwright/test';
import pg from 'pg';
import { buildScenario } from '@/lib/dev/simulator/build';
import { expect, expectAccessible, looks, setLook, test } from './fixtures';

// Whether the goods go out before the money goes back is the machine's.
test.use({ appEnv: { FULFILL_REFUNDED: 'always' } });

/** A shop whose events, money and troubles lie around the present. */
async function fill(app: { deliver(events: ReturnType<typeof buildScenario>): Promise<void> }, databaseUrl: string) {
  await app.deliver([...buildScenario('purchase', { seed: 'a' }), ...buildScenario('refund', { seed: 'b' })]);
  await withDatabase(databaseUrl, async (client) => {
    await waitFor(
      client,
      `select count(*) from hookwell.effects where status = 'done' and kind = 'fulfil' having count(*) >= 2`,
    );
    // What is applied later would take back what is set here.
    await waitFor(client, `select where not exists (select from hookwell.webhook_events where status = 'pending')`);
    await client.query(`update hookwell.orders set paid_at = now() - interval '1 hour' where paid_at is not null;
      update hookwell.refunds set created_at = now() - interval '1 hour';
      update hookwell.webhook_events set status = 'failed' where id in (select id from hookwell.webhook_events where type = 'charge.updated' limit 1);
      insert into hookwell.findings (rule, object_id, order_id, message, event_ids)
      select 'paid_not_fulfilled', id, id, 'Order ' || id || ' is paid but not fulfilled: it gave up', array(select id from hookwell.webhook_events limit 2) from hookwell.orders limit 1;
      insert into hookwell.disputes (id, livemode, order_id, status, amount, currency, reason, evidence_due_by, created_at, state_rank, state_order, event_id, event_created_at)
      select 'du_soon', false, id, 'needs_response', 4200, 'usd', 'fraudulent', now() + interval '3 days', now(), 0, 0, 'evt', now() from hookwell.orders limit 1;
      update hookwell.orders set status = 'disputed', dispute_status = 'needs_response' where id in (select order_id from hookwell.disputes where id = 'du_soon')`);
  });
}

async function withDatabase<Result>(url: string, run: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

const waitFor = (client: pg.Client, sql: string) =>
  expect.poll(async () => (await client.query(sql)).rowCount, { timeout: 30_000 }).toBeGreaterThan(0);

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test('tells what came, how long it took, what was earned, and what needs a person', async ({ app, page }) => {
  await fill(app, app.databaseUrl);
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await expect(
    page.getByRole('img', { name: /\d+ events were received in the last 24 hours, 1 of which fails/ }),
  ).toBeVisible();
  await expect(page.getByRole('img', { name: /received in \d+ payments?.*given back.*net/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /The whole way: half took at most/ })).toBeVisible();
  const table = page.locator('details').filter({ hasText: 'Show as table' }).first();
  await table.locator('summary').click();
  await expect(table.getByRole('rowheader').first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: '30d' }).click();
  await expect(page).toHaveURL(/range=30d/);
  await expect(page.getByRole('img', { name: /received in the last 30 days/ })).toBeVisible();
});

test('leads with one click to just what it counted', async ({ app, page }) => {
  await fill(app, app.databaseUrl);
  for (const [name, url] of [
    [/1 event failed/, /\/events\?status=failed/],
    [/Dispute over \$42\.00/, /\/disputes\/du_soon/],
    [/Paid but not fulfilled/, /\/findings\?rule=paid_not_fulfilled/],
    ['payment_intent.succeeded', /\/events\?type=payment_intent\.succeeded/],
  ] as const) {
    await page.goto('/');
    await page.getByRole('main').getByRole('link', { name }).first().click();
    await expect(page).toHaveURL(url);
  }
});

test('an amount belongs to the day of the report’s time zone, which an admin chooses', async ({ app, page }) => {
  await fill(app, app.databaseUrl);
  await page.goto('/settings');
  await expectAccessible(page);
  const zone = page.getByLabel('Report time zone');
  await zone.fill('Mars/Olympus');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/Not saved: “Mars\/Olympus” is no time zone/)).toBeVisible();
  await expectAccessible(page);
  await zone.fill('Asia/Kathmandu');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.goto('/');
  await expect(page.getByText('Days and clocks of Asia/Kathmandu')).toBeVisible();
});

test.describe('a viewer', () => {
  test.use({ as: 'viewer' });
  test('may not see the settings', async ({ page }) => {
    expect((await page.goto('/settings'))?.status()).toBe(403);
  });
});

test('a finding says what is wrong and what to do, and is resolved by the next check', async ({ app, page }) => {
  await fill(app, app.databaseUrl);
  await page.goto('/findings');
  await expect(page.getByText(/is paid but not fulfilled: it gave up/)).toBeVisible();
  await expect(page.getByText('What to do:')).toBeVisible();
  await page.getByText('Its 2 events, in Stripe’s order').click();
  await expect(page.getByRole('link', { name: /^evt_/ }).first()).toBeVisible();
  await expectAccessible(page);
  // The order is fulfilled in truth.
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('The money adds up')).toBeVisible();
  await page.getByRole('link', { name: 'Resolved' }).click();
  await expect(page.getByText(/is paid but not fulfilled: it gave up/)).toBeVisible();
  await expectAccessible(page);
});

test('each range is accessible and fits', async ({ app, page }) => {
  await fill(app, app.databaseUrl);
  for (const [colorScheme, width] of looks) {
    await setLook(page, colorScheme, width);
    for (const range of ['1h', '7d', '30d']) {
      await page.goto(`/?range=${range}`);
      await expectAccessible(page);
      expect(await overflow(page), range).toBeLessThanOrEqual(0);
    }
  }
});
