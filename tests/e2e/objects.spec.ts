import type { Page } from '@playwright/test';
import type Stripe from 'stripe';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { expect, expectAccessible, looks, setLook, test } from './fixtures';

const objectOf = (event: Stripe.Event | undefined): string => {
  if (!event) throw new Error('The story has no such event');
  return (event.data.object as { id: string }).id;
};
const find = (events: Stripe.Event[], type: string) => events.find((event) => event.type === type);
const evil = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>\u202Eevil ';

/** The part of the page that tells the story. */
const storyOf = (page: Page) => page.getByRole('list', { name: 'Events' });

/** Waits until the worker has applied everything, which the page shows without a reload. */
const applied = (page: Page) =>
  expect(storyOf(page).getByText('Pending', { exact: true })).toHaveCount(0, { timeout: 30_000 });

/** Opens the order of a PaymentIntent; until the worker has made it, the address leads to the events instead. */
const openOrder = (page: Page, intent: string) =>
  expect(async () => {
    await page.goto(`/orders/of/${intent}`);
    expect(page.url()).toMatch(/\/orders\/ord_/);
  }).toPass({ timeout: 30_000 });

test('an order says where it is, and how it came there', async ({ app, page }) => {
  const events = buildScenario('partial-refund', { seed: 'where' });
  await app.deliver(events);
  await app.settled();
  await openOrder(page, objectOf(find(events, 'payment_intent.succeeded')));
  const progress = page.getByRole('region', { name: 'Progress' });
  await expect(progress.getByText('Fulfilled: Done')).toBeVisible();
  await expect(progress.getByText('Receipt')).toBeVisible();
  await expect(progress.getByText('Partly refunded: Done')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Money' }).getByText('Net')).toBeVisible();
  await expect(storyOf(page).getByRole('link', { name: 'refund.created' }).first()).toBeVisible();

  await page
    .getByTitle(`Refund ${objectOf(find(events, 'refund.created'))}`)
    .first()
    .click();
  await expect(page).toHaveURL(/\/refunds\/re_/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Refund');
});

test('a dispute tells its states, and an event that came too late why it changed nothing', async ({ app, page }) => {
  const events = buildScenario('dispute', { seed: 'late' });
  const dispute = objectOf(find(events, 'charge.dispute.created'));
  const updated = find(events, 'charge.dispute.updated') as Stripe.Event;
  await app.deliver(events.filter((event) => event !== updated));
  await page.goto(`/disputes/${dispute}`);
  await applied(page);
  await app.deliver([updated]);
  // The page updates itself.
  const late = storyOf(page).getByRole('listitem').filter({ hasText: 'charge.dispute.updated' });
  await expect(late.getByText('stale', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(late.getByText(/Older than charge\.dispute\.closed, which had already set it to lost/)).toBeVisible();
  await expect(late.getByText(/Arrived .* after charge\.dispute\.\w+, which Stripe made later/)).toBeVisible();

  await page.getByRole('link', { name: 'As they arrived' }).click();
  await expect(page).toHaveURL(/story=arrival/);
  await expect(storyOf(page).getByRole('listitem').first()).toContainText('charge.dispute.updated');
  await expectAccessible(page);
});

test('alarms when an answer is due within days', async ({ app, page }) => {
  const dueBy = Math.floor(Date.now() / 1000) + 2 * 86_400 + 3_600;
  const event = buildEvent('charge.dispute.created', { set: { 'data.object.evidence_details.due_by': dueBy } });
  await app.deliver([event]);
  await page.goto(`/disputes/${objectOf(event)}`);
  await expect(page.getByText('2 days left to answer it')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('link', { name: /Answer it in Stripe/ })).toHaveAttribute(
    'href',
    `https://dashboard.stripe.com/test/disputes/${objectOf(event)}`,
  );
});

test('an id of a connected account leads to that account’s object, and what only events name has a page', async ({
  app,
  page,
}) => {
  const account = 'acct_1Connected';
  const events = buildScenario('card-saved', { seed: 'connect', account });
  await app.deliver(events);
  const customer = objectOf(find(events, 'customer.created'));
  await page.goto(`/customers/${customer}`);
  await expect(page).toHaveURL(new RegExp(`account=${account}`));
  await expect(page.getByText(account).first()).toBeVisible();
  await applied(page);
  await expect(page.getByRole('link', { name: /••••/ }).first()).toHaveAttribute(
    'href',
    new RegExp(`/payment-methods/pm_\\w+\\?account=${account}`),
  );

  const charge = buildEvent('charge.succeeded', { seed: 'named' });
  const named = (charge.data.object as Stripe.Charge).payment_method ?? '';
  await app.deliver([charge]);
  await page.goto(`/payment-methods/${named}`);
  await expect(page.getByText(/Nothing is known of this payment method/)).toBeVisible();
  await expect(storyOf(page).getByRole('link', { name: 'charge.succeeded' })).toBeVisible();
  await expectAccessible(page);

  for (const path of ['customers', 'payment-methods', 'subscriptions', 'disputes', 'refunds', 'payouts'])
    expect((await page.goto(`/${path}/none_missing`))?.status(), path).toBe(404);
});

/** One address of each page, over stories whose texts are hostile. */
async function tellAll(app: { deliver(events: Stripe.Event[]): Promise<void> }) {
  const customer = buildScenario('card-removed', { seed: 'evil' });
  for (const event of customer.filter(({ type }) => type.startsWith('customer.')))
    Object.assign(event.data.object, { name: evil + 'W'.repeat(10_000), email: `${'e'.repeat(300)}@example.com` });
  const dispute = buildScenario('dispute', { seed: 'all' });
  for (const event of dispute.filter(({ type }) => type.startsWith('charge.dispute')))
    Object.assign(event.data.object, { reason: evil + 'R'.repeat(2_000) });
  const refund = buildScenario('refund', { seed: 'all' });
  const subscription = buildScenario('subscription', { seed: 'all' });
  const payout = buildScenario('payout', { seed: 'all' });
  for (const events of [customer, dispute, refund, subscription, payout]) await app.deliver(events);
  const intent = objectOf(find(dispute, 'payment_intent.succeeded'));
  const paths = [
    `/customers/${objectOf(find(customer, 'customer.created'))}`,
    `/payment-methods/${objectOf(find(customer, 'payment_method.attached'))}`,
    `/subscriptions/${objectOf(find(subscription, 'customer.subscription.created'))}`,
    `/disputes/${objectOf(find(dispute, 'charge.dispute.created'))}`,
    `/refunds/${objectOf(find(refund, 'refund.created'))}`,
    `/payouts/${objectOf(find(payout, 'payout.created') ?? find(payout, 'payout.paid'))}`,
  ];
  return { intent, paths };
}

test('every page is accessible and fits, whatever the payloads say', async ({ app, page }) => {
  test.setTimeout(240_000);
  const { intent, paths } = await tellAll(app);
  await app.settled();
  for (const [colorScheme, width] of looks) {
    await setLook(page, colorScheme, width);
    await openOrder(page, intent);
    for (const path of [page.url(), ...paths]) {
      const where = `${path} in ${colorScheme} at ${width} px`;
      await page.goto(path);
      await expect(page.getByRole('heading', { name: 'Its story' }), where).toBeVisible({ timeout: 30_000 });
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), where).toBeLessThanOrEqual(
        0,
      );
      expect(await page.evaluate(() => 'hacked' in window), where).toBe(false);
    }
  }
});
