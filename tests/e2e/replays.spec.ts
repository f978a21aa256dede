import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { expect, expectAccessible, looks, setLook, test } from './fixtures';

const ignored = `update hookwell.webhook_events set status = 'ignored', summary = null where type = 'payout.paid'`;

test('after a handler was added, all ignored events of its type are replayed from the type’s filter', async ({
  app,
  page,
}) => {
  await app.deliver(Array.from({ length: 60 }, () => buildEvent('payout.paid')));
  await app.settled();
  await app.sql(`${ignored}; delete from hookwell.payouts`);
  await page.goto('/events?type=payout.paid');
  await page.getByRole('button', { name: 'Replay all 60 ignored…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: 'Replay 60 events?' })).toBeVisible();
  await expect(dialog.getByText('payout.paid')).toBeVisible();
  await expect(dialog.getByText('Ignored')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Replay 60 events' }).click();

  await expect(page).toHaveURL(/\/replays\/\d+/);
  await expect(page.getByText('60 of 60', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('row').filter({ hasText: 'Processed' })).toHaveCount(60);
  await expectAccessible(page);
  expect(await app.sql('select count(*)::int as n from hookwell.payouts')).toEqual([{ n: 60 }]);

  await page.getByRole('link', { name: 'Replays' }).first().click();
  await expect(page.getByRole('link', { name: /60 events · type payout\.paid, status ignored/ })).toBeVisible();
  await expectAccessible(page);
});

test('a range of rows, the page, or all that match are selected, and what was done outside is not repeated', async ({
  app,
  page,
}) => {
  await app.deliver([...buildScenario('purchase'), ...Array.from({ length: 60 }, () => buildEvent('payout.paid'))]);
  await app.settled();
  const effects = await app.sql('select * from hookwell.effects order by key');
  await page.goto('/events');
  const boxes = page.locator('tbody').getByRole('checkbox');
  await boxes.nth(1).check();
  await boxes.nth(4).click({ modifiers: ['Shift'] });
  await expect(page.getByText('4 selected')).toBeVisible();
  await boxes.nth(2).uncheck();
  await expect(page.getByText('3 selected')).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Select page' }).click();
  await expect(page.getByText('50 selected')).toBeVisible();
  await page.getByRole('button', { name: /^Select all/ }).click();
  await expect(page.getByRole('status').getByText('All that match')).toBeVisible();
  await page.getByRole('button', { name: 'Replay…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/effects? that they set off (is|are) done/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: 'Replay…' }).click();
  await dialog.getByRole('button', { name: /^Replay \d+ events/ }).click();
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 30_000 });
  await app.settled();
  expect(await app.sql('select * from hookwell.effects order by key')).toEqual(effects);
});

test('tells why an event failed, and replays the failed ones again', async ({ app, page }) => {
  const [good, bad] = [buildEvent('payout.paid'), buildEvent('payout.paid')];
  await app.deliver([good, bad]);
  await app.settled();
  const [{ body }] = (await app.sql(`select body from hookwell.event_deliveries where event_id = '${bad.id}'`)) as [
    { body: string },
  ];
  await app.sql(
    `update hookwell.event_deliveries set body = replace(body, '"amount"', '"amount_is_missing"') where event_id = '${bad.id}'`,
  );
  await page.goto('/events?type=payout.paid');
  await page.getByLabel('Select all events on this page').check();
  await page.getByRole('button', { name: 'Replay…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replay 2 events' }).click();
  await expect(page.getByRole('heading', { name: 'Replay of 2 events' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Processed' })).toHaveCount(1);
  // It would be tried for hours: a person has given it up.
  await app.sql(`update hookwell.webhook_events set status = 'failed' where id = '${bad.id}' and status = 'retrying'`);
  await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('link', { name: /^Failed/ }).click();
  await expect(page.getByRole('row').nth(1)).toContainText('Failed');
  await expectAccessible(page);

  await app.sql(
    `update hookwell.event_deliveries set body = '${body.replaceAll("'", "''")}' where event_id = '${bad.id}'`,
  );
  await page.getByRole('button', { name: 'Replay the 1 failed…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replay 1 event' }).click();
  await expect(page.getByRole('heading', { name: 'Replay of 1 event' })).toBeVisible();
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('row').filter({ hasText: 'Processed' })).toHaveCount(1);
});

for (const [colorScheme, width] of looks)
  test(`the list, its panel, its dialog and the replays fit and are accessible in ${colorScheme} at ${width} px`, async ({
    app,
    page,
  }) => {
    // Seven looks of axe at long pages.
    test.setTimeout(240_000);
    const long = 'W'.repeat(10_000);
    await app.deliver([
      ...buildScenario('mixed', { seed: 'look' }),
      buildEvent('payout.paid', { set: { type: 'x'.repeat(200) } }),
    ]);
    await app.settled();
    await app.sql(
      `update hookwell.webhook_events set last_error = '${long}', status = 'failed' where type = 'charge.succeeded'`,
    );
    await app.sql(
      `update hookwell.webhook_events set account = 'acct_${long.slice(0, 200)}' where type = 'payout.paid'`,
    );
    await setLook(page, colorScheme, width);
    const fits = async (what: string) => {
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), what).toBeLessThanOrEqual(0);
    };
    await page.goto('/events');
    await expect(page.locator('tbody tr').first()).toBeVisible();
    await fits('list');
    await page.locator('summary', { hasText: 'Filters' }).click();
    await fits('panel');
    await page.goto(`/events?type=charge.*&status=failed&source=webhook&q=${long.slice(0, 300)}`);
    await fits('nothing found');
    await page.goto('/events?type=charge.*');
    await page.locator('tbody').getByRole('checkbox').first().check();
    await fits('selection');
    await page.getByRole('button', { name: 'Replay…' }).click();
    await expect(page.getByRole('heading', { name: 'Replay 1 event?' })).toBeVisible({ timeout: 30_000 });
    await fits('dialog');
    await page.getByRole('button', { name: 'Replay 1 event' }).click();
    await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 30_000 });
    await fits('replay');
    await page.goto('/replays');
    await expect(page.getByText('1 event', { exact: false }).first()).toBeVisible();
    await fits('replays');
  });
