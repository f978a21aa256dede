import type { Page } from '@playwright/test';
import type Stripe from 'stripe';
import { buildEvent } from '@/lib/dev/simulator/build';
import { expect, expectAccessible, looks, setLook, test } from './fixtures';

const email = 'grace@example.com';

/** A payment of 42.00 that Radar put into manual review. */
function reviewedPayment(seed: string): Stripe.Event {
  const event = buildEvent('payment_intent.succeeded', {
    seed,
    set: { 'data.object.amount': 4200, 'data.object.currency': 'usd', 'data.object.receipt_email': email },
  });
  Object.assign(event.data.object, { review: `prv_1Review${seed}00000001` });
  return event;
}

const idOf = (event: Stripe.Event): string => (event.data.object as { id: string }).id;

/** The box that says why an order is not fulfilled. */
const gate = (page: Page, title: string) => page.getByRole('region', { name: title });
const progress = (page: Page) => page.getByRole('region', { name: 'Progress' });

test.describe('an order in manual review', () => {
  const event = reviewedPayment('held');
  test.beforeEach(async ({ app, page }) => {
    await app.deliver([event]);
    await app.settled();
    await page.goto(`/orders/of/${idOf(event)}`);
    await expect(page).toHaveURL(/\/orders\/ord_/);
  });

  const decided = async (app: { sql(text: string): Promise<unknown[]> }) =>
    (
      await app.sql(`
      select o.decision, o.decided_by as by, o.fulfilled_at is not null as fulfilled, (
        select array_agg(action) from hookwell.audit_entries where target = o.id
      ) as audit, (select count(*)::int from hookwell.effects where kind = 'fulfil' and status = 'done' and attempts > 0) as called
      from hookwell.orders o`)
    )[0];

  test('says why it is held, and is fulfilled once somebody releases it', async ({ app, page }) => {
    const box = gate(page, 'In manual review');
    await expect(box).toContainText('The payment was placed in manual review');
    await expect(box.getByRole('link', { name: /^prv_1Review/ })).toHaveAttribute('href', /\/events\?object=prv_/);
    await expect(box.getByRole('link', { name: /Review it in Stripe/ })).toHaveAttribute(
      'href',
      `https://dashboard.stripe.com/test/payments/${idOf(event)}`,
    );
    await expect(page.getByText(`For ${email}. In manual review`)).toBeVisible();
    await expect(progress(page).getByText('Fulfilled: Needs attention')).toBeVisible();
    await box.getByRole('button', { name: 'Fulfill now' }).click();
    await expect(progress(page).getByText('Released by Test admin')).toBeVisible({ timeout: 30_000 });
    await expect(box).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Facts' })).toContainText('Released by Test admin');
    expect(await decided(app)).toEqual({
      decision: 'release',
      by: 'Test admin',
      fulfilled: true,
      audit: ['order.release'],
      called: 1,
    });
  });

  test('is not fulfilled once somebody cancels, who may change their mind', async ({ app, page }) => {
    await page.getByRole('button', { name: 'Cancel fulfillment' }).click();
    const asked = page.getByRole('dialog', { name: 'Cancel the fulfillment of $42.00?' });
    await expect(asked).toContainText(`${email} paid $42.00`);
    await asked.getByRole('button', { name: 'Keep it' }).click();
    await expect(asked).toBeHidden();
    expect(await decided(app)).toMatchObject({ decision: null });

    await page.getByRole('button', { name: 'Cancel fulfillment' }).click();
    await asked.getByRole('button', { name: 'Cancel fulfillment' }).click();
    const box = gate(page, 'Fulfillment canceled');
    await expect(box).toContainText('Test admin decided that this order is not fulfilled.');
    await expect(box.getByRole('button', { name: 'Cancel fulfillment' })).toHaveCount(0);
    await expect(progress(page).getByText('Fulfilled: Not needed')).toBeVisible();
    expect(await decided(app)).toMatchObject({ decision: 'cancel', fulfilled: false, audit: ['order.cancel'] });

    await box.getByRole('button', { name: 'Fulfill now' }).click();
    await expect(progress(page).getByText('Fulfilled: Done')).toBeVisible({ timeout: 30_000 });
    expect(await decided(app)).toMatchObject({ decision: 'release', fulfilled: true, called: 1 });
  });

  test('counts as fulfilled once somebody marks it as done, and nothing is called', async ({ app, page }) => {
    await page.getByRole('button', { name: 'Mark as done' }).click();
    const asked = page.getByRole('dialog', { name: 'Mark $42.00 as done?' });
    await expect(asked).toContainText(email);
    await asked.getByRole('button', { name: 'Mark as done' }).click();
    await expect(progress(page).getByText('Marked as done by Test admin')).toBeVisible();
    await expect(page.getByText('Not sent for what was marked as done')).toBeVisible();
    await expect(page.getByText('Marked as done by a person')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Fulfill now' })).toHaveCount(0);
    await app.settled();
    expect(await decided(app)).toEqual({
      decision: 'done',
      by: 'Test admin',
      fulfilled: true,
      audit: ['order.done'],
      called: 0,
    });
  });

  test('is on the overview with its money, which leads to just these orders', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByText('$42.00. Release, cancel, or mark as done.')).toBeVisible();
    await page.getByRole('link', { name: '1 paid order is held' }).click();
    await expect(page).toHaveURL(/\/orders\?kind=undecided/);
    await expect(page.locator('tbody tr')).toHaveCount(1);
    await expect(page.locator('tbody tr').getByText('In review').filter({ visible: true })).toHaveCount(1);
    await page.getByRole('link', { name: 'In manual review' }).click();
    await expect(page).toHaveURL(/kind=in_review/);
    await expect(page.locator('tbody tr')).toHaveCount(1);
    await expectAccessible(page);
  });

  test('can be read and decided in every look', async ({ page }) => {
    const path = page.url();
    for (const [colorScheme, width] of looks) {
      await setLook(page, colorScheme, width);
      await page.goto(path);
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Mark as done' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
  });
});

test('what was never requested is said, and requested by its button', async ({ app, page }) => {
  const event = buildEvent('payment_intent.succeeded', { seed: 'never' });
  await app.deliver([event]);
  await app.settled();
  await app.sql(`
    delete from hookwell.effects;
    update hookwell.orders set fulfilled_at = null, hold_code = null, hold_detail = null, hold_ends_at = null`);
  await page.goto(`/orders/of/${idOf(event)}`);
  const box = gate(page, 'Paid, and its fulfillment was never requested');
  await expect(page.getByText('Fulfilled: Paid, and its fulfillment was never requested')).toBeVisible();
  await box.getByRole('button', { name: 'Fulfill now' }).click();
  await expect(progress(page).getByText('Fulfilled: Done')).toBeVisible({ timeout: 30_000 });
  await expect(box).toHaveCount(0);
});

test('an order says what the checks found wrong with it, and never that nothing is missing', async ({ app, page }) => {
  const event = buildEvent('payment_intent.succeeded', { seed: 'found' });
  await app.deliver([event]);
  await app.settled();
  await app.sql(`
    insert into hookwell.findings (rule, object_id, order_id, message) select 'fulfilled_twice', id, id, 'It was fulfilled 2 times' from hookwell.orders`);
  await page.goto(`/orders/of/${idOf(event)}`);
  await expect(page.getByText('It was fulfilled 2 times')).toBeVisible();
  await expect(page.getByText(/Found: fulfilled more than once/)).toBeVisible();
  await expect(page.getByText('Nothing is missing')).toHaveCount(0);
  await page.getByRole('link', { name: 'Findings of this rule' }).click();
  await expect(page).toHaveURL(/\/findings\?rule=fulfilled_twice/);
});

test.describe('somebody who may only look', () => {
  test.use({ as: 'viewer' });
  test('sees why an order is held, and may not decide', async ({ app, page }) => {
    const event = reviewedPayment('viewer');
    await app.deliver([event]);
    await app.settled();
    await page.goto(`/orders/of/${idOf(event)}`);
    const box = gate(page, 'In manual review');
    for (const name of ['Fulfill now', 'Cancel fulfillment', 'Mark as done'])
      await expect(box.getByRole('button', { name })).toBeDisabled();
    await expect(box.getByText('Needs the role operator')).toBeVisible();
  });
});

test('an order that only its dispute tells of claims no amount', async ({ app, page }) => {
  const event = buildEvent('charge.dispute.created', { seed: 'alone' });
  await app.deliver([event]);
  await app.settled();
  await page.goto(`/disputes/${idOf(event)}`);
  await page.getByRole('link', { name: /Unknown amount/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Unknown amount');
  await expect(progress(page)).toContainText('Known only by its dispute: the amount of the payment is unknown');
  await expect(page.getByRole('region', { name: 'Money' })).not.toContainText('Received');
  await expect(page.getByRole('region', { name: 'Facts' })).toContainText(/Paid\s*Unknown/);
  await expectAccessible(page);
});
