import { buildEvent } from '@/lib/dev/simulator/build';
import { expect, expectAccessible, looks, setLook, test } from './fixtures';

test('an admin adds somebody, who chooses a password; another role ends their session; the log tells all of it', async ({
  app,
  page,
  browser,
}) => {
  test.slow();
  await page.goto('/users');
  const form = page
    .getByRole('region', { name: 'Add somebody' })
    .or(page.locator('section', { hasText: 'Add somebody' }));
  await form.getByLabel('Name').fill('Vera Viewer');
  await form.getByLabel('E-mail').fill('vera@example.com');
  await form.getByRole('button', { name: 'Add' }).click();
  const link = (await page.locator('code', { hasText: '/set-password' }).textContent()) ?? '';
  await expect(page.getByRole('link', { name: 'Vera Viewer' })).toBeVisible();
  await expectAccessible(page);

  const context = await browser.newContext({ storageState: undefined });
  const theirs = await context.newPage();
  await theirs.goto(`${app.url}${new URL(link).pathname}${new URL(link).search}`);
  await expectAccessible(theirs);
  await theirs.getByLabel('Password').fill('short');
  await theirs.getByLabel('Password').evaluate((input: HTMLInputElement) => input.removeAttribute('minlength'));
  await theirs.getByRole('button', { name: 'Set the password' }).click();
  await expect(theirs.getByText('A password has at least 12 characters')).toBeVisible();
  await theirs.getByLabel('Password').fill('four random words here');
  await theirs.getByRole('button', { name: 'Set the password' }).click();
  // Passwords are slow to hash, so that guessing is.
  await expect(theirs.getByRole('link', { name: 'Vera Viewer' })).toBeVisible({ timeout: 30_000 });
  await expect(theirs.getByRole('link', { name: 'Users' })).toHaveCount(0);
  // The first page leads on to the set-up, while nothing has come: whoever goes elsewhere meanwhile is sent back.
  await theirs.waitForURL(/\/setup/);
  expect((await theirs.goto('/users'))?.status()).toBe(403);
  await expect(theirs.getByRole('heading', { name: 'This is not for your role' })).toBeVisible();
  await expectAccessible(theirs);

  await page.getByRole('link', { name: 'Vera Viewer' }).click();
  await expect(page.getByRole('heading', { name: 'Vera Viewer' })).toBeVisible();
  await page.getByLabel('Role').selectOption('operator');
  await page.getByRole('button', { name: 'Change the role' }).click();
  await expect(page.getByText('Their sessions have ended')).toBeVisible();
  await expectAccessible(page);
  await theirs.goto('/events');
  await expect(theirs).toHaveURL(/\/sign-in\?next=/);
  await context.close();

  await page.goto('/audit');
  for (const words of ['Added a user', 'Set a password by link', 'Signed in', 'Changed a role'])
    await expect(page.getByRole('row').filter({ hasText: words }).first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Action').selectOption('user.role');
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page).toHaveURL(/action=user\.role/);
  await expect(page.getByRole('row').filter({ hasText: 'viewer → operator' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Signed in' })).toHaveCount(0);
});

test.describe('a viewer', () => {
  test.use({ as: 'viewer' });

  test('sees everything, and is told why it cannot be replayed', async ({ app, page }) => {
    const event = buildEvent('payment_intent.succeeded');
    await app.deliver([event]);
    await page.goto(`/events/${event.id}`);
    await expect(page.getByRole('button', { name: 'Replay' })).toBeDisabled();
    await expect(page.getByText('Needs the role operator')).toBeVisible();
    await expectAccessible(page);
  });
});

test('the ways in are accessible and fit', async ({ app, browser }) => {
  const page = await (await browser.newContext({ baseURL: app.url, storageState: undefined })).newPage();
  for (const [colorScheme, width] of looks) {
    await setLook(page, colorScheme, width);
    for (const path of ['/sign-in', '/welcome?token=x']) {
      await page.goto(path);
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
    }
  }
});
