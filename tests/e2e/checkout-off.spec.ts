import { expect, expectAccessible, test } from './fixtures';

// Customers have no account here.
test.use({ as: 'nobody' });

test('says which keys to set while there are none', async ({ page }) => {
  await page.goto('/checkout');
  await expect(page.getByRole('heading', { name: 'Stripe’s keys are missing' })).toBeVisible();
  for (const name of ['STRIPE_SECRET_KEY', 'NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY'])
    await expect(page.getByText(name, { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/checkout/cards');
  await expect(page.getByRole('heading', { name: 'Stripe’s keys are missing' })).toBeVisible();
  await expectAccessible(page);
  expect((await page.request.post('/checkout/payment', { data: {} })).status()).toBe(503);
});

test.describe('switched off', () => {
  test.use({ appEnv: { CHECKOUT: 'off' } });

  test('is not there', async ({ page }) => {
    for (const path of ['/checkout', '/checkout/success', '/checkout/cards']) {
      expect((await page.goto(path))?.status()).toBe(404);
      await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
    }
    await expectAccessible(page);
    for (const path of ['/checkout/payment', '/checkout/session', '/checkout/cards/setup'])
      expect((await page.request.post(path, { data: {} })).status()).toBe(404);
  });
});
