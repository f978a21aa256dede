import type { Page } from '@playwright/test';
import { Client } from 'pg';
import type Stripe from 'stripe';
import { TEST_KEY } from '../../harness/stripe-cli';
import { type StripeStandIn, startStripeStandIn } from '../../harness/stripe-stand-in/start';
import { test as base, expect, expectAccessible } from './fixtures';
import { routeStripe } from './support/stripe-hosts';

const PUBLISHABLE = ['pk', 'test', '0123456789'].join('_');

type Shop = {
  standIn: StripeStandIn;
  /** Hands over what Stripe has not delivered yet. */
  deliverWebhooks(): Promise<void>;
  /** Everything that was fulfilled or is going to be, with how often. */
  fulfilments(): Promise<{ status: string; attempts: number; orders: number }[]>;
};

const test = base.extend<{ shop: Shop; standIn: StripeStandIn }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that a fixture needs from this pattern.
  standIn: async ({}, use) => {
    const standIn = await startStripeStandIn();
    await use(standIn);
    await standIn.stop();
  },
  appEnv: async ({ standIn }, use) =>
    use({
      STRIPE_SECRET_KEY: TEST_KEY,
      NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: PUBLISHABLE,
      STRIPE_API_BASE_URL: standIn.url,
    }),
  shop: async ({ app, standIn, context }, use) => {
    await routeStripe(context, standIn);
    const database = new Client({ connectionString: app.database.url });
    await database.connect();
    const delivered = new Set<string>();
    await use({
      standIn,
      async deliverWebhooks() {
        const due = [...standIn.api.events].filter(([id]) => !delivered.has(id));
        await app.deliver(due.map(([, payload]) => JSON.parse(payload) as Stripe.Event));
        for (const [id] of due) delivered.add(id);
      },
      async fulfilments() {
        const { rows } = await database.query(
          `select status, attempts, (select count(*)::int from hookwell.orders) as orders from hookwell.effects where kind = 'fulfil'`,
        );
        return rows;
      },
    });
    await database.end();
  },
});

const made = ({ api }: StripeStandIn, type: string) =>
  [...api.events.values()].filter((payload) => (JSON.parse(payload) as Stripe.Event).type === type).length;

async function pay(page: Page, card: string): Promise<void> {
  await page.getByLabel('E-mail').fill('ann@example.com');
  await page.getByLabel('Card number').fill(card);
  await page.getByRole('button', { name: /^Pay \$/ }).click();
}

// Customers have no account here.
test.use({ as: 'nobody' });

test('pays, and the order is fulfilled once, whoever comes first and however often the page is loaded', async ({
  page,
  shop,
}) => {
  await page.goto('/checkout');
  await page.getByRole('button', { name: 'One Letterpress print more' }).click();
  await expect(page.getByRole('button', { name: 'Pay $50.00' })).toBeEnabled();
  await expectAccessible(page);
  await page.reload();
  expect(made(shop.standIn, 'payment_intent.created')).toBe(0);

  await page.getByRole('button', { name: 'One Letterpress print more' }).click();
  await pay(page, '4242 4242 4242 4242');
  await expect(page).toHaveURL(/\/checkout\/success\?payment_intent=pi_/);
  await expect(page.getByRole('heading', { name: 'Your order is on its way' })).toBeVisible();
  await expect(page.getByText('$50.00')).toBeVisible();
  await expectAccessible(page);
  await Promise.all([shop.deliverWebhooks(), page.reload()]);
  await expect(page.getByRole('heading', { name: 'Your order is on its way' })).toBeVisible();
  expect(await shop.fulfilments()).toEqual([{ status: 'done', attempts: 1, orders: 1 }]);

  // The next purchase is a new one.
  await page.getByRole('link', { name: 'Back to the shop' }).click();
  await pay(page, '4242 4242 4242 4242');
  await expect(page.getByRole('heading', { name: 'Thank you!' })).toBeVisible();
  expect(made(shop.standIn, 'payment_intent.created')).toBe(2);
});

test('shows a declined card and a 3-D Secure step that was left, and goes on with the same payment', async ({
  page,
  shop,
}) => {
  await page.goto('/checkout');
  await pay(page, '4242');
  await expect(page.getByRole('alert').getByText('Your card number is incomplete.')).toBeVisible();
  expect(made(shop.standIn, 'payment_intent.created')).toBe(0);
  await pay(page, '4000 0000 0000 0002');
  await expect(page.getByRole('alert').getByText('Your card was declined.')).toBeVisible();
  await expectAccessible(page);
  await pay(page, '4000 0025 0000 3155');
  await expect(page.getByRole('alert').getByText('We are unable to authenticate')).toBeVisible();
  await shop.deliverWebhooks();
  await pay(page, '4242 4242 4242 4242');
  await expect(page.getByRole('heading', { name: 'Your order is on its way' })).toBeVisible();
  await shop.deliverWebhooks();
  expect(made(shop.standIn, 'payment_intent.created')).toBe(1);
  expect(await shop.fulfilments()).toEqual([{ status: 'done', attempts: 1, orders: 1 }]);
});

test('goes on after the network was gone, with the payment that was made meanwhile', async ({ page, shop }) => {
  await page.route('https://js.stripe.com/**', (route) => route.abort());
  await page.goto('/checkout');
  await expect(page.getByRole('alert').getByText('could not be loaded')).toBeVisible();
  await page.unroute('https://js.stripe.com/**');
  await page.getByRole('button', { name: 'Try again' }).click();

  // The answer gets lost on its way back, then the connection is gone, then Stripe is.
  await page.route('**/checkout/payment', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await pay(page, '4242 4242 4242 4242');
  await expect(page.getByRole('alert').getByText('The shop could not be reached')).toBeVisible();
  await page.unroute('**/checkout/payment');
  await page.route('https://api.stripe.com/**', (route) => route.abort());
  await pay(page, '4242 4242 4242 4242');
  await expect(page.getByRole('alert').getByText('The payment service could not be reached')).toBeVisible();
  await page.unroute('https://api.stripe.com/**');
  shop.standIn.hooks.intercept = () => ({ status: 500 });
  await pay(page, '4242 4242 4242 4242');
  await expect(page.getByRole('alert').getByText('The payment service did not answer')).toBeVisible();
  shop.standIn.hooks.intercept = () => undefined;

  await pay(page, '4242 4242 4242 4242');
  await expect(page.getByRole('heading', { name: 'Your order is on its way' })).toBeVisible();
  expect(made(shop.standIn, 'payment_intent.created')).toBe(1);
  expect(await shop.fulfilments()).toMatchObject([{ attempts: 1 }]);
});

test('pays on Stripe’s own page', async ({ page, shop }) => {
  await page.goto('/checkout');
  await page.getByRole('button', { name: 'Pay on Stripe’s page' }).click();
  await page.getByRole('link', { name: 'Return to the shop' }).click();
  await expect(page.getByRole('heading', { name: 'Your order is on its way' })).toBeVisible();
  await expect(page.getByText('$18.00')).toBeVisible();
  await shop.deliverWebhooks();
  expect(await shop.fulfilments()).toEqual([{ status: 'done', attempts: 1, orders: 1 }]);
});

test('the success page believes no address, and says when Stripe is away', async ({ page, shop, browser }) => {
  await page.goto('/checkout');
  await pay(page, '4242 4242 4242 4242');
  await expect(page.getByRole('heading', { name: 'Thank you!' })).toBeVisible();
  const own = new URL(page.url());
  const context = await browser.newContext({ storageState: undefined });
  const stranger = await context.newPage();
  for (const secret of ['pi_guess_secret_guess', '']) {
    const guess = new URL(own);
    guess.searchParams.set('payment_intent_client_secret', secret);
    await stranger.goto(guess.href);
    await expect(stranger.getByRole('heading', { name: 'We don’t know this order' })).toBeVisible();
  }
  await expectAccessible(stranger);
  await context.close();

  shop.standIn.hooks.intercept = () => ({ status: 500 });
  await page.reload();
  await expect(page.getByRole('heading', { name: 'We can’t tell yet' })).toBeVisible();
  shop.standIn.hooks.intercept = () => undefined;
  await expect(page.getByRole('heading', { name: 'Thank you!' })).toBeVisible({ timeout: 20_000 });
});

test('saves a card, which appears once Stripe has told of it', async ({ page, shop }) => {
  await page.goto('/checkout/cards');
  await expect(page.getByText('No card is saved yet.')).toBeVisible();
  await page.getByLabel('Card number').fill('4242 4242 4242 4242');
  await page.getByRole('button', { name: 'Save card' }).click();
  // The sweep may have told before the webhook does.
  await expect(page.getByText(/^Your card is saved/)).toBeVisible();
  await shop.deliverWebhooks();
  await expect(page.getByText('Your card is saved.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Saved cards' }).getByText('••••')).toBeVisible();
  await expectAccessible(page);

  await page.context().clearCookies();
  await page.reload();
  await expect(page.getByText('No card is saved yet.')).toBeVisible();
});

test('takes amounts from nobody, and no cart that is none', async ({ page, shop }) => {
  const cart = { cart: crypto.randomUUID(), items: [{ product: 'mug', quantity: 1, price: 1 }], amount: 1, total: 1 };
  const response = await page.request.post('/checkout/payment', { data: cart });
  const { id } = await response.json();
  expect(shop.standIn.api.find(id, 'payment_intent').object).toMatchObject({ amount: 1_800 });
  const refused = await page.request.post('/checkout/payment', { data: { ...cart, items: [] } });
  expect(refused.status()).toBe(400);
  expect(await refused.json()).toMatchObject({ error: { code: 'invalid_request' } });
});

test.describe('behind a proxy', () => {
  test.use({
    appEnv: async ({ standIn }, use) =>
      use({
        STRIPE_SECRET_KEY: TEST_KEY,
        NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: PUBLISHABLE,
        STRIPE_API_BASE_URL: standIn.url,
        TRUST_PROXY: '1',
      }),
  });
  test('makes no more than 120 payments in ten minutes for one address, and goes on for others', async ({ page }) => {
    const call = (address: string, data: object) =>
      page.request.post('/checkout/session', { data, headers: { 'x-forwarded-for': address } });
    const cart = { cart: crypto.randomUUID(), items: [{ product: 'mug', quantity: 1 }] };
    expect((await call('203.0.113.7', {})).status()).toBe(400);
    for (let n = 0; n < 120; n += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => call('203.0.113.7', cart)));
      expect(answers.map((answer) => answer.status())).not.toContain(429);
    }
    const tooMany = await call('203.0.113.7', cart);
    expect(tooMany.status()).toBe(429);
    expect(Number(tooMany.headers()['retry-after'])).toBeGreaterThan(500);
    expect(await tooMany.json()).toMatchObject({ error: { code: 'too_many_requests' } });
    expect((await call('203.0.113.8', cart)).status()).toBe(200);
  });
});

test('loads Stripe’s script on its own pages only, and shows customers nothing of the dashboard', async ({
  page,
  app,
  shop,
}) => {
  expect(shop).toBeTruthy();
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  await page.goto('/events');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect([...hosts]).toEqual([app.url]);
  await page.goto('/checkout');
  await expect(page.getByLabel('Card number')).toBeVisible();
  expect([...hosts]).toEqual([app.url, 'https://js.stripe.com']);
  await expect(page.getByRole('link', { name: 'Orders' })).toHaveCount(0);
  expect(await page.content()).not.toContain(TEST_KEY);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`is accessible and fits in ${colorScheme} from 360 px upwards, and Stripe’s fields follow the theme`, async ({
    page,
    shop,
  }) => {
    expect(shop).toBeTruthy();
    await page.emulateMedia({ colorScheme });
    for (const width of [360, 375, 768, 1440])
      for (const path of ['/checkout', '/checkout/cards', '/checkout/success']) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(path);
        if (path !== '/checkout/success') await page.getByLabel('Card number').waitFor();
        await expectAccessible(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(
          0,
        );
      }
    await page.goto('/checkout');
    const [dark, light] = ['rgb(19, 23, 32)', 'rgb(255, 255, 255)'];
    await expect(page.getByLabel('Card number')).toHaveCSS('background-color', colorScheme === 'dark' ? dark : light);
    const other = colorScheme === 'dark' ? 'light' : 'dark';
    await page.emulateMedia({ colorScheme: other });
    await expect(page.getByLabel('Card number')).toHaveCSS('background-color', other === 'dark' ? dark : light);
  });
