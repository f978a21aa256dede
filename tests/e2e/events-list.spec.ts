import type { Page } from '@playwright/test';
import pg from 'pg';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { expect, expectAccessible, test } from './fixtures';

const rows = (page: Page) => page.locator('tbody tr[data-row]');
const rowOf = (page: Page, event: { id: string }) => page.locator(`tr[data-row="${event.id}"]`);
const unhandled = (count: number, type = 'shop.unheard_of') =>
  Array.from({ length: count }, () => buildEvent('payout.paid', { set: { type } }));

test('the filters narrow the list, stand in its address, and each can be taken off', async ({ app, page }) => {
  await app.deliver([...buildScenario('purchase'), buildEvent('payout.paid'), buildEvent('payment_method.detached')]);
  await page.goto('/events');
  await page.locator('summary', { hasText: 'Filters' }).click();
  await page.getByLabel('Type of event').fill('payment_method.*, payout.paid');
  await page.getByLabel('Source').selectOption('webhook');
  await page.getByLabel('Received').selectOption('24h');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show events' }).click();
  // Without the fields that were left empty.
  await expect(page).toHaveURL(/\/events\?(?=.*type=payment_method)(?=.*source=webhook)(?=.*range=24h)(?!.*version)/);
  await expect(rows(page).filter({ hasText: 'payout.paid' })).toBeVisible();
  await expect(rows(page).filter({ hasText: 'payment_intent' })).toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Remove the filter Type' }).click();
  await expect(rows(page).filter({ hasText: 'payment_intent.succeeded' })).toBeVisible();
  await page.getByRole('link', { name: 'Clear all' }).click();
  await expect(page).toHaveURL(/\/events$/);
});

test('an exact time is chosen in the viewer’s zone and kept in UTC', async ({ app, page }) => {
  await app.deliver([buildEvent('payout.paid')]);
  await page.goto('/events?from=2026-01-10T08:00Z');
  await expect(page.getByText('10 Jan 2026, 09:00:00', { exact: false })).toBeVisible();
  await page.locator('summary', { hasText: 'Filters' }).click();
  await expect(page.getByLabel('From', { exact: true })).toHaveValue('2026-01-10T09:00');
  await page.getByLabel('Before', { exact: true }).fill('2036-07-01T12:00');
  await page.getByRole('button', { name: 'Show events' }).click();
  await expect(page).toHaveURL(/to=2036-07-01T10(:|%3A)00Z/);
  await expect(rows(page)).toHaveCount(1);
});

test('an empty result says which filter to drop', async ({ app, page }) => {
  await app.deliver([buildEvent('payout.paid')]);
  await page.goto('/events?type=payout.paid&source=sweep');
  await expect(page.getByText('No event matches')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Drop “Source”' }).click();
  await expect(rows(page)).toHaveCount(1);
});

test('search finds ids, addresses of Stripe’s dashboard, e-mails, orders and parts of a type', async ({
  app,
  page,
}) => {
  const story = buildScenario('purchase');
  const paid = story.find(({ type }) => type === 'payment_intent.succeeded');
  const intent = paid?.data.object as { id: string; customer?: string };
  await app.deliver([...story, buildEvent('payout.paid')]);
  await page.goto('/events');
  await expect(rows(page).filter({ hasText: 'payment_intent.succeeded' }).getByText('Processed')).toBeVisible();
  const find = async (text: string) => {
    await page.getByLabel('Search events').fill(text);
    await page.getByLabel('Search events').press('Enter');
  };

  await find(`  https://dashboard.stripe.com/test/payments/${intent.id}?x=1 `);
  await expect(page).toHaveURL(/q=.*https/);
  await expect(rows(page).filter({ hasText: 'payout.paid' })).toHaveCount(0);
  await expect(page.getByText(/1 order:/)).toBeVisible();
  await expectAccessible(page);

  await find('payment_method.att');
  await expect(page).toHaveURL(/q=payment_method/);
  await expect(rows(page).filter({ hasText: 'payment_intent' })).toHaveCount(0);

  await find('nobody@example.com');
  await expect(page.getByText('Nothing here matches the search')).toBeVisible();
  await expectAccessible(page);
  await find('日本');
  await expect(page.getByText('Search takes a whole id')).toBeVisible();

  await find(paid?.id ?? '');
  await expect(page).toHaveURL(new RegExp(`/events/${paid?.id}`));

  const hits = await (await page.request.get(`/search?q=${intent.id}`)).json();
  expect(hits.hits.map(({ kind }: { kind: string }) => kind)).toEqual(['object', 'order']);
  await page.goto(hits.hits[1].href);
  await expect(page).toHaveURL(/\/orders\/ord_/);
});

test('new events slide in on top, and wait behind a button while one reads further down', async ({ app, page }) => {
  await app.deliver(unhandled(40));
  await page.goto('/events');
  await expect(page.getByRole('button', { name: 'Live updates' })).toBeVisible();
  const [first, second, third] = unhandled(3);
  await app.deliver([first as never]);
  await expect(rowOf(page, first as never)).toBeVisible();
  await expect(rows(page).first()).toHaveAttribute('data-row', first?.id ?? '');

  const read = rows(page).nth(20);
  await read.scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 600);
  const id = await read.getAttribute('data-row');
  const before = await page.locator(`tr[data-row="${id}"]`).boundingBox();
  await app.deliver([second as never, third as never]);
  await expect(page.getByRole('button', { name: '2 new' })).toBeVisible();
  await expect(rowOf(page, second as never)).toHaveCount(0);
  expect(await page.locator(`tr[data-row="${id}"]`).boundingBox()).toEqual(before);
  await expectAccessible(page);

  await page.getByRole('button', { name: '2 new' }).click();
  await expect(rowOf(page, second as never)).toBeInViewport();
  await expect(rowOf(page, third as never)).toBeVisible();
  await expect(page.getByRole('button', { name: /new$/ })).toHaveCount(0);
});

test('more new events than a page holds are all shown when one asks for them', async ({ app, page }) => {
  await app.deliver(unhandled(5));
  await page.goto('/events');
  await rows(page).first().getByRole('checkbox').check();
  const many = unhandled(70);
  await app.deliver(many);
  await page.getByRole('button', { name: '70 new' }).click();
  await page.getByRole('button', { name: 'Clear the selection' }).click();
  for (const event of [many[0], many[35], many[69]]) await expect(rowOf(page, event as never)).toHaveCount(1);
  await expect(rows(page)).toHaveCount(75);
});

test('an event whose transaction commits late, behind newer ones, is shown in its place', async ({ app, page }) => {
  const [first, newer] = unhandled(2);
  await app.deliver([first as never]);
  await page.goto('/events');
  await expect(rowOf(page, first as never)).toBeVisible();
  const late = new pg.Client({ connectionString: app.databaseUrl });
  await late.connect();
  await late.query(`begin; create temp table copy on commit drop as select * from hookwell.webhook_events;
    update copy set id = 'evt_late', received_at = now(); insert into hookwell.webhook_events select * from copy;
    insert into hookwell.event_deliveries (event_id, number, source, body_sha256, body_bytes, body)
      values ('evt_late', 1, 'webhook', '', 2, '{}')`);
  await app.deliver([newer as never]);
  await expect(rowOf(page, newer as never)).toBeVisible();
  await late.query('commit');
  await late.end();
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).nth(1)).toHaveAttribute('data-row', 'evt_late');
});

test('the states of rows that stand still go on changing', async ({ app, page }) => {
  const event = buildEvent('payout.paid');
  await app.deliver([event]);
  await page.goto('/events');
  await expect(rowOf(page, event).getByText('Processed')).toBeVisible();
  await rowOf(page, event).getByRole('checkbox').check();
  await page.evaluate(() => Object.assign(window, { loadedOnce: true }));
  await app.sql(`update hookwell.webhook_events set status = 'failed', last_error = 'The shop is closed'`);
  await expect(rowOf(page, event).getByText('The shop is closed')).toBeVisible();
  await expect(rowOf(page, event).getByRole('checkbox')).toBeChecked();
  expect(await page.evaluate(() => 'loadedOnce' in window)).toBe(true);
});

test('says that the connection is lost, and goes on by itself', async ({ app, page }) => {
  await app.deliver(unhandled(1));
  await page.goto('/events');
  await expect(rows(page)).toHaveCount(1);
  await page.route('**/events/live', (route) => route.abort());
  await expect(page.getByText('Connection lost, trying again')).toBeVisible();
  await expectAccessible(page);
  const [event] = unhandled(1);
  await app.deliver([event as never]);
  await page.unroute('**/events/live');
  await expect(rowOf(page, event as never)).toBeVisible();
  await expect(page.getByText('Connection lost, trying again')).toHaveCount(0);
});

test('refuses to look for ids that no event can have', async ({ app, page }) => {
  await app.deliver(unhandled(1));
  await page.goto('/events');
  await expect(rows(page)).toHaveCount(1);
  const ask = (ids: string[]) =>
    page.evaluate(async (asked) => {
      const body = JSON.stringify({ search: '', ids: asked, since: null, limit: 50, digest: null });
      return (await fetch('/events/live', { method: 'POST', body })).status;
    }, ids);
  expect(await ask(['evt_\0'])).toBe(400);
  expect(await ask(['evt_missing'])).toBe(200);
});

test('asks nothing while it is paused or nobody looks', async ({ app, page }) => {
  await app.deliver(unhandled(1));
  await page.goto('/events');
  await expect(rows(page)).toHaveCount(1);
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/events/live')) asked += 1;
  });
  // Every two seconds, and on a busy machine an answer takes its time.
  await expect.poll(() => asked, { timeout: 20_000 }).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Live updates' }).click();
  await expect(page.getByText('Paused')).toBeAttached();
  const [event] = unhandled(1);
  await app.deliver([event as never]);
  const before = asked;
  // Longer than between two looks: the other page gets its answer meanwhile.
  const other = await page.context().newPage();
  await other.goto('/events');
  await expect(rowOf(other, event as never)).toBeVisible();
  expect(asked).toBeLessThanOrEqual(before + 1);
  await page.getByRole('button', { name: 'Live updates' }).click();
  await expect(rowOf(page, event as never)).toBeVisible();
});

test.describe('somebody who may only look', () => {
  test.use({ as: 'viewer' });
  test('sees the events, and nothing to select or replay', async ({ app, page }) => {
    await app.deliver(unhandled(2));
    await page.goto('/events?type=shop.*');
    await expect(rows(page)).toHaveCount(2);
    await expect(page.getByRole('checkbox')).toHaveCount(0);
    await expectAccessible(page);
  });
});
