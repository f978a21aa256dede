import { describe, expect, it } from 'vitest';
import { createCardSetup } from '@/lib/checkout/create-card-setup';
import { createPayment } from '@/lib/checkout/create-payment';
import { createSession } from '@/lib/checkout/create-session';
import { newCart, useCheckout } from '../../../harness/checkout';

const shop = useCheckout();
const origin = 'https://shop.example.com';

describe('a payment', () => {
  it('has the amount of our prices, and the cart in its metadata', async () => {
    const cart = newCart();
    const { id, state } = await createPayment(shop.stripe(), cart);
    expect(state).toBe('open');
    expect(await shop.stripe().paymentIntents.retrieve(id)).toMatchObject({
      amount: 8_200,
      currency: 'usd',
      metadata: { cart: cart.id, items: '1 × mug, 2 × print' },
    });
  });

  it('is the same one however often it is asked for, also at the same moment, and another for a changed cart', async () => {
    const cart = newCart();
    const made = await Promise.all(Array.from({ length: 5 }, () => createPayment(shop.stripe(), cart)));
    expect(new Set(made.map(({ id, clientSecret }) => `${id} ${clientSecret}`)).size).toBe(1);
    const changed = await createPayment(shop.stripe(), { ...cart, items: cart.items.slice(1) });
    expect(changed.id).not.toBe(made[0]?.id);
    expect((await shop.stripe().paymentIntents.retrieve(changed.id)).amount).toBe(6_400);
  });

  it('that was paid meanwhile is said to be done, so that nobody pays twice', async () => {
    const cart = newCart();
    const { id } = await createPayment(shop.stripe(), cart);
    await shop.stripe().paymentIntents.confirm(id);
    expect(await createPayment(shop.stripe(), cart)).toMatchObject({ id, state: 'done' });
  });

  it('that was refused goes on with the next card', async () => {
    const cart = newCart();
    const { id } = await createPayment(shop.stripe(), cart);
    await expect(
      shop.stripe().paymentIntents.confirm(id, { payment_method: 'pm_card_chargeDeclined' }),
    ).rejects.toThrow('declined');
    expect(await createPayment(shop.stripe(), cart)).toMatchObject({ id, state: 'open' });
  });
});

describe('a hosted session', () => {
  it('leads to Stripe, once for each cart, and home when it was paid', async () => {
    const cart = newCart();
    const url = await createSession(shop.stripe(), cart, origin);
    expect(url).toMatch(/^https:\/\/checkout\.stripe\.com\/c\/pay\/cs_test_/);
    expect(await createSession(shop.stripe(), cart, origin)).toBe(url);
    const id = url.split('/').at(-1) ?? '';
    expect(await shop.stripe().checkout.sessions.retrieve(id)).toMatchObject({
      amount_total: 8_200,
      success_url: `${origin}/checkout/success?session_id={CHECKOUT_SESSION_ID}`,
    });
    await shop.stripe().rawRequest('POST', `/v1/checkout/sessions/${id}/pay`);
    expect(await createSession(shop.stripe(), cart, origin)).toBe(`${origin}/checkout/success?session_id=${id}`);
  });
});

describe('a card', () => {
  const attempt = () => crypto.randomUUID();

  it('is set up for a new customer, and the next one for the same', async () => {
    const first = await createCardSetup(shop.stripe(), null, attempt());
    expect(first.customer).toMatch(/^cus_/);
    const second = await createCardSetup(shop.stripe(), first.customer, attempt());
    expect(second.customer).toBe(first.customer);
    expect(second.clientSecret).not.toBe(first.clientSecret);
  });

  it('whose answer got lost is the same customer and the same setup', async () => {
    const lost = attempt();
    const [first, again] = [
      await createCardSetup(shop.stripe(), null, lost),
      await createCardSetup(shop.stripe(), null, lost),
    ];
    expect(again).toEqual(first);
  });
});
