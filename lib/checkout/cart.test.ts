import { describe, expect, it } from 'vitest';
import { purchaseKey, readCart, readCartCookie, writeCartCookie } from './cart';
import { cartTotal } from './cart-total';

const cart = '0b0f6a3c-7f3a-4f6e-9a53-0e5e6d1c2b4a';
const other = '5d0b9c4e-2f55-4a9e-8d6f-1f0c7c1f3a77';
const items = [
  { product: 'print', quantity: 1 },
  { product: 'mug', quantity: 2 },
];

describe('readCart', () => {
  it('takes products and how many of each, in one order, and nothing else', () => {
    expect(readCart({ cart, items: [{ ...items[0], price: 1 }, items[1]], amount: 1 })).toEqual({
      id: cart,
      items: [
        { product: 'mug', quantity: 2 },
        { product: 'print', quantity: 1 },
      ],
    });
  });

  it('goes on with the cart of the cookie, unless that is none', () => {
    const known = { id: other, items: [{ product: 'mug' as const, quantity: 1 }] };
    expect(readCartCookie(writeCartCookie(known))).toEqual(known);
    expect(readCart({ cart, items }, known)).toMatchObject({ id: other, items: { length: 2 } });
    for (const value of [undefined, '', 'hunter2', `${other}.yacht-1`, `${other}.mug-x`, `${other}.mug`, other])
      expect(readCartCookie(value)).toBeNull();
  });

  it.each([
    ['nothing', null],
    ['an empty cart', { cart, items: [] }],
    ['a product that is not sold', { cart, items: [{ product: 'yacht', quantity: 1 }] }],
    ['less than one', { cart, items: [{ product: 'mug', quantity: -1 }] }],
    ['a part of one', { cart, items: [{ product: 'mug', quantity: 0.5 }] }],
    ['too many', { cart, items: [{ product: 'mug', quantity: 10 }] }],
    ['a product twice', { cart, items: [items[1], items[1]] }],
    ['no id of a cart', { cart: 'x', items }],
  ])('refuses %s', (_, asked) => expect(readCart(asked)).toBeNull());
});

it('takes the prices from the list of products', () => {
  expect(cartTotal([{ product: 'mug', quantity: 2 }])).toBe(3_600n);
  expect(
    cartTotal([
      { product: 'mug', quantity: 1 },
      { product: 'print', quantity: 3 },
    ]),
  ).toBe(11_400n);
});

it('gives one key to one purchase, and another to another cart, content or way to pay', () => {
  const mug = { id: cart, items: [{ product: 'mug' as const, quantity: 1 }] };
  expect(purchaseKey('payment', mug)).toBe(purchaseKey('payment', structuredClone(mug)));
  const keys = [
    purchaseKey('payment', mug),
    purchaseKey('session', mug),
    purchaseKey('payment', { ...mug, id: other }),
    purchaseKey('payment', { ...mug, items: [{ product: 'mug', quantity: 2 }] }),
  ];
  expect(new Set(keys).size).toBe(4);
});
