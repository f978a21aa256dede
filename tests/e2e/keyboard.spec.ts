import type { Page } from '@playwright/test';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { expect, expectAccessible, test } from './fixtures';

/** The keys are heard once the page's script has run. */
const ready = (page: Page) => page.locator('html[data-keys]').waitFor();

/** The first row of the list: its heading stands over a skeleton too, where `j` finds nothing. */
async function firstRow(page: Page) {
  const link = page.locator('main .grid-table tbody a.row-link').first();
  await link.waitFor();
  return link;
}

/** Opens the palette by its keys. What is typed before it has the focus would go elsewhere. */
async function openPalette(page: Page) {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  return palette;
}

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, name: RegExp) {
  for (let steps = 0; steps < 30; steps++) {
    const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (name.test(focused)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}`);
}

test('a replay needs no mouse: from the overview to the result', async ({ app, page }) => {
  await app.deliver([...buildScenario('purchase'), buildEvent('payment_method.attached')]);
  await app.settled();
  await page.goto('/');
  await ready(page);
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(page.getByRole('heading', { level: 1, name: 'Events' })).toBeVisible();

  const first = await firstRow(page);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(first).toBeFocused();
  await page.keyboard.press('x');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Replay 2 events?' })).toBeVisible();
  await expectAccessible(page);
  await tabTo(page, /^Replay 2 events$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Replay of 2 events' })).toBeVisible();
  await app.settled();
  await expect(page.getByText(/2 processed|All done|Done/i).first()).toBeVisible({ timeout: 15_000 });
});

test('r replays the row that has the focus, and the event on its own page', async ({ app, page }) => {
  await app.deliver([buildEvent('payment_method.attached')]);
  await app.settled();
  await page.goto('/events');
  await ready(page);
  const first = await firstRow(page);
  await page.keyboard.press('j');
  await expect(first).toBeFocused();
  await page.keyboard.press('r');
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Replay 1 event?' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await first.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/events\/evt_/);
  await expect(page.getByRole('button', { name: 'Replay' })).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByRole('status').filter({ hasText: 'Queued again' })).toBeVisible();
});

test('the palette finds pages, ids and e-mails, and gives the focus back', async ({ app, page }) => {
  const story = buildScenario('purchase');
  await app.deliver(story);
  await app.settled();
  await page.goto('/events');
  await ready(page);
  const palette = await openPalette(page);
  await expectAccessible(page);
  await page.keyboard.type('disp');
  await expect(palette.getByRole('option', { name: 'Disputes', selected: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Disputes' })).toBeVisible();

  const intent = story.find(({ type }) => type === 'payment_intent.succeeded')?.data.object as { id: string };
  await openPalette(page);
  await page.keyboard.type(intent.id);
  await expect(palette.getByRole('group', { name: 'Found' }).getByRole('option', { selected: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/(orders|events)/);

  await openPalette(page);
  await page.keyboard.type('nothing has this name');
  await expect(palette.getByText('Nothing by that name')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
});

test('/ goes to the search of the list, ? to the help, and no key acts while one types', async ({ app, page }) => {
  await app.deliver(buildScenario('purchase'));
  await page.goto('/orders');
  await ready(page);
  const search = page.getByRole('main').getByRole('textbox').first();
  await search.waitFor();
  await page.keyboard.press('/');
  await expect(search).toBeFocused();
  await page.keyboard.type('jk?r');
  await expect(search).toHaveValue('jk?r');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help.getByText('Replay it')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);

  await page.goto('/events');
  await ready(page);
  const events = page.getByRole('searchbox', { name: 'Search events' });
  await events.waitFor();
  await page.keyboard.press('/');
  await expect(events).toBeFocused();
});

test('palette and help fit a phone', async ({ app, page }) => {
  await app.deliver(buildScenario('purchase'));
  await page.setViewportSize({ width: 375, height: 720 });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto('/events');
    await ready(page);
    await page.getByRole('button', { name: 'Search everything' }).click();
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    await expect(palette.getByRole('combobox')).toBeFocused();
    await expectAccessible(page);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');
    await expect(palette).toHaveCount(0);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await expectAccessible(page);
    expect(await overflow()).toBeLessThanOrEqual(0);
  }
});
