import type { Page } from '@playwright/test';
import { buildEvent } from '@/lib/dev/simulator/build';
import { expect, expectAccessible, test } from './fixtures';

// Passwords are slow to hash, so that guessing is: what waits for one has longer than the rest.

test.use({ as: 'nobody', ownApp: true });

const ann = { name: 'Ann Admin', email: 'ann@example.com', password: 'four random words here' };

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('from the link of the first start to a session, out of it, and back to where one wanted to go', async ({
  app,
  page,
}) => {
  test.slow();
  const event = buildEvent('payment_intent.succeeded');
  await app.deliver([event]);
  await page.goto('/events');
  await expect(page.getByRole('heading', { name: 'Nobody can sign in yet' })).toBeVisible();
  await expectAccessible(page);

  const [, link] = await app.printed(/first admin, once, at (http\S+?)"/);
  await page.goto(link as string);
  await expectAccessible(page);
  await page.getByLabel('Name').fill(ann.name);
  await page.getByLabel('E-mail').fill(ann.email);
  await page.getByLabel('Password').fill(ann.password);
  await page.getByRole('button', { name: 'Create the admin' }).click();
  await expect(page.getByRole('link', { name: ann.name })).toBeVisible({ timeout: 30_000 });
  await expect(page).toHaveURL(/:\d+\/$/);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expectAccessible(page);

  await page.goto(`/events/${event.id}?mode=test`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signIn(page, { ...ann, password: 'not this password' });
  await expect(page.getByText('don’t belong together')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await expect(page.getByLabel('E-mail')).toHaveValue(ann.email);
  await signIn(page, ann);
  await expect(page).toHaveURL(new RegExp(`/events/${event.id}`), { timeout: 30_000 });
  await expect(page.getByText(event.id).first()).toBeVisible();

  await page.goto(link as string);
  await expect(page.getByRole('heading', { name: 'This link opens nothing' })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('signs in, and says what was wrong', async ({ app, page }) => {
    const [, link] = await app.printed(/first admin, once, at (http\S+?)"/);
    await page.goto(link as string);
    await page.getByLabel('Name').fill(ann.name);
    await page.getByLabel('E-mail').fill(ann.email);
    await page.getByLabel('Password').fill(ann.password);
    await page.getByRole('button', { name: 'Create the admin' }).click();
    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await signIn(page, { ...ann, password: 'not this password' });
    await expect(page.getByText('don’t belong together')).toBeVisible({ timeout: 30_000 });
    await signIn(page, ann);
    await expect(page.getByRole('link', { name: ann.name })).toBeVisible({ timeout: 30_000 });
  });
});
