import { randomBytes } from 'node:crypto';
import { buildScenario } from '@/lib/dev/simulator/build';
import { expect, expectAccessible, test } from './fixtures';

// Made up for this run: production erases nothing without one.
test.use({ appEnv: { ERASURE_KEY: randomBytes(24).toString('base64') } });

test('an admin sees what an erasure would remove, confirms it by typing, and reads the report', async ({
  app,
  page,
}) => {
  const events = buildScenario('purchase', { seed: 'erasure in the browser' });
  const customer = /"(cus_\w+)"/.exec(JSON.stringify(events))?.[1] ?? '';
  await app.deliver(events);
  await app.settled();

  await page.goto(`/customers/${customer}`);
  await page.getByRole('link', { name: 'Erase this customer' }).click();
  await expect(page.getByLabel('Customer or e-mail address')).toHaveValue(customer);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Show what is found' }).click();
  await expect(page.getByText(`${events.length} events`)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(`Type ${customer} to confirm`).fill('somebody else');
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await expect(page.getByText('Nothing was erased.')).toBeVisible();
  await page.getByLabel(`Type ${customer} to confirm`).fill(customer);
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await expect(page.getByText('It has begun')).toBeVisible();
  await expect(page.getByText(`webhook events: ${events.length}`)).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/customers/${customer}`);
  await expect(page.getByText('What was personal was removed')).toBeVisible();
  await page.goto(`/events/${events[0]?.id}`);
  await expect(page.getByText('The payload was removed')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Replay' })).toHaveCount(0);
  await expectAccessible(page);
});

test('a retention is shown before it is saved', async ({ page }) => {
  await page.goto('/settings');
  await page.getByLabel('Payload retention').fill('3650');
  await page.getByRole('button', { name: 'Look first' }).click();
  await expect(page.getByText('It cannot be undone', { exact: false })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep payloads for 3650 days' }).click();
  await expect(page.getByText('Saved')).toBeVisible();
  await page.getByLabel('Payload retention').fill('');
  await page.getByRole('button', { name: 'Look first' }).click();
  await expect(page.getByText('Saved')).toBeVisible();
});
