import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { expect, expectAccessible, test } from './fixtures';

// A payment told alone would wait for the link with its invoice.
test.use({ appEnv: { FULFILL_LINK_WAIT_SECONDS: '0' } });

test('from a new event in the open list to its order, and back through a replay', async ({ app, page }) => {
  await app.deliver(buildScenario('card-saved'));
  await page.goto('/events');
  await expect(page.getByRole('button', { name: 'Live updates' })).toBeVisible();
  const [event] = buildScenario('purchase').filter(({ type }) => type === 'payment_intent.succeeded');
  await app.deliver([event as never]);
  const row = page.getByRole('row').filter({ hasText: 'payment_intent.succeeded' });
  await expect(row.getByText('Processed')).toBeVisible();
  await expectAccessible(page);

  await row.getByRole('link').click();
  await expect(page.getByRole('heading', { name: / paid / })).toBeVisible();
  await expect(page.getByText(event?.id ?? '').first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Replay' }).click();
  await expect(page.getByRole('heading', { name: /Attempts/ }).locator('..')).toContainText('2');

  await page.getByRole('link', { name: /ord_/ }).first().click();
  await expect(page).toHaveURL(/\/orders\/ord_/);
  await expect(page.getByText('Paid', { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/fulfil:ord_/).first()).toBeVisible();
  await expectAccessible(page);
});

test('filters by family of types and by status, and the address says so', async ({ app, page }) => {
  await app.deliver([...buildScenario('purchase'), buildEvent('payout.paid')]);
  await page.goto('/events');
  await page.locator('summary', { hasText: 'Filters' }).click();
  await page.getByLabel('Type of event').fill('payment_method.*');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/type=payment_method/);
  await expect(page.getByRole('row').filter({ hasText: 'payment_method.attached' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'payment_intent' })).toHaveCount(0);

  await page.getByRole('link', { name: 'Remove the filter Type' }).click();
  await page.getByRole('link', { name: /^Failed/ }).click();
  await expect(page).toHaveURL(/status=failed/);
  await expect(page.getByText('payment_intent.succeeded')).toHaveCount(0);
  await expectAccessible(page);
});

test('shows payment methods and orders with the money as people write it', async ({ app, page }) => {
  await app.deliver(
    buildScenario('purchase', { set: { 'data.object.amount': 123456, 'data.object.currency': 'jpy' } }),
  );
  await page.goto('/orders');
  await expect(page.getByText('¥123,456').first()).toBeVisible();
  await expectAccessible(page);
  await page.goto('/payment-methods');
  await expect(page.getByText('Attached').first()).toBeVisible();
  await expectAccessible(page);
});

test('says that the database is away, with a way out, and comes back by itself', async ({ app, page }) => {
  await app.deliver([buildEvent('payment_intent.succeeded')]);
  await app.database.cut();
  await page.goto('/events');
  await expect(page.getByRole('heading', { name: 'Hookwell can’t reach its database' })).toBeVisible();
  await expectAccessible(page);
  await app.database.open();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('link', { name: 'payment_intent.succeeded' })).toBeVisible();
});

test('a page that is not there says so, and leads back', async ({ app, page }) => {
  await app.deliver([buildEvent('payment_intent.succeeded')]);
  for (const path of ['/events/evt_missing', '/orders/ord_missing', '/nowhere']) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
    await expectAccessible(page);
  }
});

test('strings of a payload never become markup', async ({ app, page }) => {
  const evil = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>\u202Eevil ';
  const event = buildEvent('payment_intent.succeeded');
  event.data.object.receipt_email = evil;
  event.data.object.description = evil + 'W'.repeat(10_000);
  await app.deliver([event]);
  await page.goto(`/events/${event.id}`);
  await expect(page.getByText('onerror').first()).toBeAttached();
  await page.goto('/orders');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test('an amount beyond 32 bits survives from the payload to the page', async ({ app, page }) => {
  await app.deliver([
    buildEvent('payment_intent.succeeded', {
      set: { 'data.object.amount': 900_719_925_474_099, 'data.object.currency': 'idr' },
    }),
  ]);
  await page.goto('/orders');
  const shown = page.getByText(/9,007,199,254,740\.99/).first();
  await expect(shown).toBeVisible();
  await page.getByRole('row').nth(1).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('9,007,199,254,740.99');
});
