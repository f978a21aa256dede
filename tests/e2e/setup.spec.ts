import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { expect, expectAccessible, test } from './fixtures';

const step = (page: import('@playwright/test').Page, id: string) => page.locator(`li[data-step="${id}"]`);

test('an empty installation leads to the set-up, whose ticks follow what arrives', async ({ app, page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/setup$/);
  await expect(page.getByText('Waiting for the first event')).toBeVisible();
  await expect(step(page, 'database')).toHaveAttribute('data-state', 'done');
  await expect(step(page, 'secret')).toHaveAttribute('data-state', 'done');
  for (const id of ['connection', 'event', 'order']) await expect(step(page, id)).toHaveAttribute('data-state', 'open');
  await expect(step(page, 'key')).toHaveAttribute('data-state', 'later');
  await expectAccessible(page);

  await page.evaluate(() => Object.assign(window, { loadedOnce: true }));
  await app.deliver(buildScenario('purchase'));
  for (const id of ['connection', 'event', 'order']) await expect(step(page, id)).toHaveAttribute('data-state', 'done');
  await expect(page.getByRole('row').filter({ hasText: 'payment_intent.succeeded' })).toBeVisible();
  expect(await page.evaluate(() => 'loadedOnce' in window)).toBe(true);
  await expectAccessible(page);
});

test('without a key, an invoice makes the key a step that needs attention, and says why', async ({ app, page }) => {
  await app.deliver([buildEvent('invoice.finalized')]);
  await page.goto('/setup');
  await expect(step(page, 'key')).toHaveAttribute('data-state', 'wrong');
  await expect(step(page, 'key').getByText('a payment no longer names its invoice')).toBeVisible();
  await expectAccessible(page);
});

test('an empty list of events leads to the set-up too', async ({ page }) => {
  await page.goto('/events');
  await expect(page).toHaveURL(/\/setup$/);
});

test('production has no simulator, and says what Stripe’s dashboard asks for', async ({ page }) => {
  await page.goto('/setup');
  await expect(page.getByRole('heading', { name: 'Stripe sends events here' })).toBeVisible();
  await expect(page.getByText('Send a test event')).toHaveCount(0);
  await expect(page.getByText('npm run simulate')).toHaveCount(0);
  const connection = step(page, 'connection');
  await expect(connection.getByText('npm run endpoint -- create')).toBeVisible();
  await expect(connection.getByText(/^http:.*\/api\/webhook$/)).toBeVisible();
  await expect(connection.getByText(/payment_intent\.succeeded/)).toBeVisible();
});

test('the doctor looks again when it is told to', async ({ app, page }) => {
  await app.deliver([buildEvent('payment_intent.succeeded')]);
  await page.goto('/setup');
  const doctor = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Doctor' }) })
    .first();
  await expect(doctor.getByText('Every migration is applied')).toBeVisible();
  await expect(doctor.getByText('stripe_not_checked')).toBeVisible();
  const looked = doctor.locator('time').first();
  const before = await looked.getAttribute('datetime');
  await doctor.getByRole('button', { name: 'Run again' }).click();
  await expect(looked).not.toHaveAttribute('datetime', before ?? '');
});

test.describe('without a signing secret', () => {
  test.use({ appEnv: { STRIPE_WEBHOOK_SECRET: '' } });
  test('says so, and how to set it', async ({ page }) => {
    await page.goto('/setup');
    await expect(step(page, 'secret')).toHaveAttribute('data-state', 'wrong');
    await expect(step(page, 'secret').getByText('STRIPE_WEBHOOK_SECRET=whsec_…')).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe('a viewer', () => {
  test.use({ as: 'viewer' });
  test('sees the steps and the doctor, and no button that would be refused', async ({ page }) => {
    await page.goto('/setup');
    await expect(page.getByText('Good: Every migration is applied')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run again' })).toHaveCount(0);
  });
});

test('a database that is away is told, and the steps come back', async ({ app, page }) => {
  await page.goto('/setup');
  await expect(step(page, 'database')).toHaveAttribute('data-state', 'done');
  await app.database.cut();
  await expect(page.getByRole('heading', { name: 'Hookwell can’t reach its database' })).toBeVisible();
  await app.database.open();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(step(page, 'database')).toHaveAttribute('data-state', 'done');
});
