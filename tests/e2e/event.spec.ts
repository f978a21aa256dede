import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { withConnection } from '@/lib/db/with-connection';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { testSecret } from '../../harness/deliveries';
import { hostileEvent } from '../../harness/hostile-event';
import { largeInvoice } from '../../harness/large-invoice';
import { expect, expectAccessible, looks, setLook, test } from './fixtures';

// A payment told alone would wait for the link with its invoice.
test.use({
  appEnv: { FULFILL_LINK_WAIT_SECONDS: '0', STRIPE_WEBHOOK_SECRET: `${testSecret}:test:live` },
});

const card = (page: Page, title: string | RegExp) =>
  page.locator('section').filter({ has: page.getByRole('heading', { level: 2, name: title }) });

const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

const sql = (url: string, text: string, values: unknown[] = []) =>
  withConnection(url, 'test', async (client) => (await client.query(text, values)).rows);

/** The page of an event, once it has been worked on. */
async function open(page: Page, id: string, status: RegExp | string = 'Processed') {
  await page.goto(`/events/${id}`);
  await expect(page.getByRole('main').locator('header').first().getByText(status, { exact: true })).toBeVisible();
}

test('tells what happened, the way there, what it changed and what it set off', async ({ app, page }) => {
  const events = buildScenario('purchase', { seed: 'story' });
  const [made, paid] = ['created', 'succeeded'].map((what) =>
    events.find(({ type }) => type === `payment_intent.${what}`),
  );
  if (!made || !paid) throw new Error('The story has no payment');
  await app.deliver([paid, paid]);
  await open(page, paid.id);
  // It comes late, and changes nothing any more.
  await app.deliver([made]);
  await open(page, made.id);
  await expect(card(page, 'What it changed')).toContainText('stale');
  await open(page, paid.id);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/ paid \D*[\d.,]+/);

  const timeline = card(page, 'Timeline').getByRole('listitem');
  await expect(timeline.first()).toContainText('Created at Stripe');
  await expect(timeline.filter({ hasText: 'Delivered again (2)' })).toHaveCount(1);
  await expect(timeline.filter({ hasText: 'Attempt 1 succeeded' })).toContainText('later');
  await expect(timeline.filter({ hasText: 'Processed' })).toHaveCount(1);

  const changed = card(page, 'What it changed');
  const order = changed.getByRole('listitem').filter({ hasText: 'Order' }).first();
  await expect(order.getByText('Created', { exact: true })).toBeVisible();
  await expect(order.getByRole('row', { name: /^status/ })).toContainText('paid');
  await expect(order.getByRole('row', { name: /^amount received/ })).toContainText(/[^\d\s]/);
  await expect(card(page, 'Effects').getByText('Fulfillment')).toBeVisible();

  const others = card(page, 'Same object').locator('a[aria-current=page]');
  await expect(others).toContainText('payment_intent.succeeded');
  await order.getByRole('link', { name: /^ord_/ }).first().click();
  await expect(page).toHaveURL(/\/orders\/ord_/);
});

test('verifies the stored text again, and notices when it was changed', async ({ app, page }) => {
  const event = buildEvent('customer.created');
  await app.deliver([event]);
  await open(page, event.id);
  const proof = card(page, 'Signature verified');
  await expect(proof).toContainText('secret-1');
  await proof.getByRole('button', { name: 'Verify again' }).click();
  await expect(proof.getByText('Still valid')).toBeVisible();

  await sql(app.databaseUrl, `update hookwell.event_deliveries set body = body || ' ' where event_id = $1`, [event.id]);
  await proof.getByRole('button', { name: 'Verify again' }).click();
  await expect(proof.getByText('The bytes were changed')).toBeVisible();
  await sql(app.databaseUrl, `update hookwell.webhook_events set redacted_at = now() where id = $1`, [event.id]);
  await page.reload();
  await expect(page.getByText('The payload was removed')).toBeVisible();
  await proof.getByRole('button', { name: 'Verify again' }).click();
  await expect(proof.getByText('Nothing left to verify')).toBeVisible();
  await expectAccessible(page);
});

test.describe('for a viewer', () => {
  test.use({ as: 'viewer' });
  test('verifies too, and is told why it may not replay', async ({ app, page }) => {
    const event = buildEvent('customer.created');
    await app.deliver([event]);
    await open(page, event.id);
    await page.getByRole('button', { name: 'Verify again' }).click();
    await expect(page.getByText('Still valid')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Replay' })).toBeDisabled();
  });
});

test('searches the payload, opens what is folded, and goes from match to match by keyboard', async ({ app, page }) => {
  test.slow();
  const event = largeInvoice();
  await app.deliver([event]);
  await open(page, event.id, /Processed|Failed/);
  const payload = card(page, 'Payload');
  const search = payload.getByRole('searchbox', { name: 'Search the payload' });
  const tenth = event.data.object.lines.data[9]?.id ?? '';
  await expect(payload.getByText(tenth)).toBeHidden();
  await search.fill(tenth.toUpperCase());
  await expect(payload.getByText('1 of 1')).toBeVisible();
  await expect(payload.getByText(tenth)).toBeInViewport();

  await search.fill('currency');
  await expect(payload.getByText(/^1 of \d+/)).toBeVisible();
  await search.press('Enter');
  await expect(payload.getByText(/^2 of \d+/)).toBeVisible();
  await search.press('Shift+Enter');
  await search.press('Shift+Enter');
  await expect(payload.getByText(/^(\d+) of \1\+?$/)).toBeVisible();
  await search.fill('there is no such thing');
  await expect(payload.getByText('Not found')).toBeVisible();
});

test('walks and folds the tree by keyboard, and copies values and paths', async ({ app, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  // Nothing is set off by it: a page that grows would move the line away from under the pointer.
  const event = buildEvent('payment_intent.created');
  event.data.object.description = 'Two “quotes” and \u202E more';
  await app.deliver([event]);
  await open(page, event.id);
  const payload = card(page, 'Payload');
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const root = payload.locator('.tree summary').first();
  await root.focus();
  await expect(payload.locator('.tree-bar')).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('p');
  await expect.poll(clipboard).toBe('id');
  await page.keyboard.press('c');
  await expect.poll(clipboard).toBe(event.id);

  const line = payload.locator('.tree li').filter({ hasText: '"description"' }).last();
  await expect(line).toContainText('U+202E');
  await line.hover();
  await payload.getByRole('button', { name: 'Copy the value of data.object.description' }).click();
  await expect.poll(clipboard).toBe('Two “quotes” and \u202E more');

  await root.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(payload.getByText('"livemode"').last()).toBeHidden();
  await page.keyboard.press('ArrowRight');
  await expect(payload.getByText('"livemode"').last()).toBeVisible();
  await payload.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect.poll(clipboard).toBe(printEvent(event));

  await payload.getByRole('link', { name: event.data.object.id }).first().click();
  await expect(page).toHaveURL(/\/orders\//);
});

test('shows what was before beside what is now', async ({ app, page }) => {
  const event = buildEvent('customer.updated');
  Object.assign(event.data, { previous_attributes: { name: 'Old Name' } });
  event.data.object.name = 'New Name';
  await app.deliver([event]);
  await open(page, event.id);
  const changed = card(page, 'Payload').locator('.tree .chg');
  await expect(changed.filter({ hasText: 'was "Old Name"' })).toContainText('"New Name"');
  await expect(changed.filter({ hasText: 'now "New Name"' })).toContainText('"Old Name"');
});

test('gives the exact bytes as a file that no browser runs', async ({ app, page }) => {
  const event = buildEvent('customer.created');
  await app.deliver([event]);
  await open(page, event.id);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('main').locator('header').first().getByRole('link', { name: 'Raw' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${event.id}.json`);
  expect(await readFile(await download.path(), 'utf8')).toBe(printEvent(event));
  const response = await page.request.get(`/events/${event.id}/raw`);
  expect(response.headers()).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  });
  await page.getByRole('link', { name: 'Text', exact: true }).click();
  await expect(page.locator('pre').filter({ hasText: event.id })).toHaveText(printEvent(event));
});

test('says what to do next in each state', async ({ app, page }) => {
  const ignored = { ...buildEvent('payout.paid'), type: 'product.updated' };
  const failed = buildEvent('payment_intent.succeeded');
  Object.assign(failed.data.object, { amount: 'much' });
  const live = buildEvent('customer.created', { livemode: true });
  await app.deliver([ignored as never, failed, live]);

  await open(page, ignored.id, 'Ignored');
  await expect(page.getByText('npm run new:handler -- product.updated')).toBeVisible();
  await expect(page.getByRole('link', { name: 'all ignored events of this type' })).toHaveAttribute(
    'href',
    /type=product\.updated.*status=ignored|status=ignored.*type=product\.updated/,
  );
  await expectAccessible(page);

  await open(page, failed.id, 'Failed');
  const attempts = card(page, 'Attempts');
  await attempts.locator('summary').first().click();
  await expect(attempts.locator('pre')).toContainText('at ');
  await expect(card(page, 'What it changed')).toContainText('leaves nothing behind');
  await expectAccessible(page);

  await page.goto(`/events/${live.id}?mode=live`);
  await expect(page.getByText('A live event in a test installation')).toBeVisible();
  await expectAccessible(page);

  const swept = buildEvent('customer.created').id;
  await sql(
    app.databaseUrl,
    `with event as (
       insert into hookwell.webhook_events (id, type, livemode, created_at, source, body_number, deliveries, status)
       values ($1, 'customer.created', false, now(), 'sweep', 0, 0, 'processed')
     ) insert into hookwell.event_deliveries (event_id, number, source, body, body_sha256, body_bytes)
       values ($1, 0, 'sweep', '{}', $2, 2)`,
    [swept, '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'],
  );
  await open(page, swept);
  await expect(page.getByText('Fetched by the sweep, never delivered')).toBeVisible();
  await page.getByRole('button', { name: 'Verify again' }).click();
  await expect(page.getByText('Unsigned, and unchanged')).toBeVisible();
});

test('an id that is not here can be searched for', async ({ page, app }) => {
  await app.deliver([buildEvent('payout.paid')]);
  const response = await page.goto('/events/evt_1NotHere');
  expect(response?.status()).toBe(404);
  await expect(page.getByText('evt_1NotHere')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Search events for it' }).click();
  await expect(page).toHaveURL(/\/events\?.*evt_1NotHere/);
});

for (const [colorScheme, width] of looks)
  test(`hostile and large payloads stay harmless and fit, ${colorScheme} at ${width} px`, async ({ app, page }) => {
    // Five heavy pages, each looked at by axe.
    test.slow();
    const [evil, big] = [hostileEvent(), largeInvoice()];
    await app.deliver([evil, big, ...buildScenario('subscription', { seed: 'look' })]);
    await setLook(page, colorScheme, width);
    for (const path of [
      `/events/${evil.id}`,
      `/events/${evil.id}?payload=raw`,
      `/events/${big.id}`,
      '/events',
      '/orders',
    ]) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page
        .getByRole('main')
        .getByText(/evt_|payment_intent|Paid/)
        .first()
        .waitFor();
      for (const fold of await page.getByRole('button', { name: 'Unfold all' }).all()) await fold.click();
      expect(await overflow(page), path).toBeLessThanOrEqual(0);
      expect(await page.evaluate(() => 'hacked' in window), path).toBe(false);
      expect(await page.evaluate(() => 'polluted' in {}), path).toBe(false);
      expect(await page.getByRole('main').locator('script, img[onerror], svg[onload]').count(), path).toBe(0);
      if (!path.includes(big.id)) await expectAccessible(page);
    }
  });
