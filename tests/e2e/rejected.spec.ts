import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { delivery, newSecret, sign, testSecret } from '../../harness/deliveries';
import { buildEvent } from '../../lib/dev/simulator/build';
import { printEvent } from '../../lib/dev/simulator/deliver';
import { expect, expectAccessible, looks, setLook, test } from './fixtures';

const retired = newSecret();

/** Posts what gets refused for many reasons, and waits for nothing: the page shows it by itself. */
async function refuse(url: string): Promise<void> {
  const hook = `${url}/api/webhook`;
  const event = (type: string) => printEvent(buildEvent(type, { seed: type }));
  const now = Math.floor(Date.now() / 1000);
  const failed = event('payment_intent.payment_failed');
  const requests = [
    delivery(event('payment_intent.succeeded'), { url: hook, secret: newSecret() }),
    delivery(JSON.stringify(JSON.parse(event('charge.succeeded'))), {
      url: hook,
      header: sign(event('charge.succeeded')),
    }),
    delivery(event('charge.refunded'), { url: hook, at: now - 912 }),
    delivery(event('invoice.paid'), { url: hook, secret: retired }),
    delivery(event('payout.paid'), { url: hook, header: null }),
    delivery('user=admin&pass=admin', { url: hook, header: null }),
    delivery(failed, { url: hook, header: 'v1=abc' }),
    delivery(' '.repeat(1_100_000), { url: hook }),
    delivery('{"hello": "world"}', { url: hook }),
    ...Array.from({ length: 3 }, () => delivery(event('customer.created'), { url: hook, secret: newSecret() })),
    delivery(
      JSON.stringify({ id: 'evt_evil', type: `<img src=x onerror="window.hacked=1">\u202E${'W'.repeat(5_000)}` }),
      {
        url: hook,
        header: `t=${now},v1=${randomBytes(32).toString('hex')}`,
      },
    ),
  ];
  for (const request of requests) expect((await fetch(request)).ok).toBe(false);
}

const rows = (page: Page) => page.getByRole('row').filter({ has: page.locator('td') });

test.use({ appEnv: { STRIPE_WEBHOOK_SECRET: `shop:${testSecret},summer:${retired}:retired` } });

test.describe('the page of rejected deliveries', () => {
  test('explains itself while it is empty, and shows what comes without a reload', async ({ app, page }) => {
    await page.goto('/rejected');
    await expect(page.getByText('The door refused nothing')).toBeVisible();
    await expectAccessible(page);
    await refuse(app.url);
    await expect(rows(page)).toHaveCount(11);
    await expect(page.getByRole('row').filter({ hasText: 'customer.created' })).toContainText('×3');
    await expect(page.getByRole('link', { name: 'Rejected', exact: true })).toHaveAttribute('aria-current', 'page');
  });

  test('leads from the list to the evidence, what to do and its command, and can be dismissed', async ({
    app,
    page,
  }) => {
    await refuse(app.url);
    await page.goto('/rejected');
    await page.getByRole('link', { name: /^Too old/ }).click();
    await expect(page).toHaveURL(/code=timestamp_out_of_tolerance/);
    await expect(rows(page)).toHaveCount(1);
    await rows(page).getByRole('link').click();
    await expect(page.getByText(/91\d s \(15 min\) before it arrived/)).toBeVisible();
    await expect(page.getByText('timedatectl set-ntp true')).toBeVisible();
    await expect(page.getByText('npm run sweep')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(page.getByText('Dismissed', { exact: true })).toBeVisible();

    await page.goto('/rejected');
    await expect(rows(page)).toHaveCount(10);
    await page.getByLabel('Search the rejected deliveries').fill('payout.paid');
    await page.keyboard.press('Enter');
    await expect(rows(page)).toHaveCount(1);
    await page.getByRole('link', { name: 'Remove the search' }).click();
    await page.getByRole('button', { name: 'Dismiss all' }).click();
    await expect(page.getByText('The door refused nothing')).toBeVisible();
    await page.getByRole('link', { name: 'Dismissed' }).click();
    await expect(rows(page)).toHaveCount(11);
  });

  test('says when the event is here all the same', async ({ app, page }) => {
    const event = buildEvent('charge.succeeded');
    const body = printEvent(event);
    await fetch(delivery(body, { url: `${app.url}/api/webhook`, secret: newSecret() }));
    await fetch(delivery(body, { url: `${app.url}/api/webhook` }));
    await page.goto('/rejected');
    await rows(page).getByRole('link').click();
    await page.getByRole('link', { name: 'Open it' }).click();
    await expect(page).toHaveURL(new RegExp(`/events/${event.id}`));
  });

  test('answers 404 to an id that is none', async ({ page }) => {
    for (const id of ['rej_00', 'nonsense']) expect((await page.goto(`/rejected/${id}`))?.status()).toBe(404);
  });

  test.describe('for a viewer', () => {
    test.use({ as: 'viewer' });
    test('shows the evidence and no way to dismiss it', async ({ app, page }) => {
      await refuse(app.url);
      await page.goto('/rejected');
      await expect(rows(page)).toHaveCount(11);
      await expect(page.getByRole('button', { name: /Dismiss/ })).toHaveCount(0);
      await rows(page).first().getByRole('link').click();
      await expect(page.getByRole('heading', { name: 'What to do' })).toBeVisible();
      await expect(page.getByRole('button', { name: /Dismiss/ })).toHaveCount(0);
    });
  });

  test('is accessible and fits, whatever was posted', async ({ app, page }) => {
    await refuse(app.url);
    for (const [colorScheme, width] of looks) {
      await setLook(page, colorScheme, width);
      await page.goto('/rejected');
      await expect(rows(page)).toHaveCount(11);
      const paths = await rows(page)
        .getByRole('link')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      for (const path of ['/rejected', ...paths.slice(0, 3)]) {
        await page.goto(path);
        await expectAccessible(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, path).toBeLessThanOrEqual(0);
      }
    }
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  });
});
