import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { subscriptionSchema } from './subscription';

type Fields = Record<string, unknown>;

const base = { id: 'sub_1', object: 'subscription', status: 'active', created: 1_795_000_000, customer: 'cus_1' };

/** An item as Stripe renders it; `usage` and `amount` stand on its price. */
const item = (id: string, { usage = 'licensed', amount = 1_000 as number | null, ...fields }: Fields = {}) => ({
  id,
  object: 'subscription_item',
  quantity: usage === 'metered' ? undefined : 1,
  price: {
    id: `price_${id}`,
    currency: 'usd',
    product: `prod_${id}`,
    unit_amount: amount,
    recurring: { usage_type: usage, interval: 'month', interval_count: 1 },
  },
  ...fields,
});

const read = (items: unknown[], fields: Fields = {}) =>
  subscriptionSchema.parse({ ...base, items: { object: 'list', data: items }, ...fields });

describe('the item that stands for a subscription', () => {
  test.each([
    [
      'a plan with seats between two metered prices',
      [
        item('si_1', { usage: 'metered', amount: 2_000 }),
        item('si_2', { amount: 2_000, quantity: 5 }),
        item('si_3', { usage: 'metered' }),
      ],
      { price_id: 'price_si_2', quantity: 5 },
    ],
    [
      'metered before licensed, though it costs more',
      [item('si_1', { usage: 'metered', amount: 90_000 }), item('si_2', { amount: 100 })],
      { price_id: 'price_si_2', quantity: 1 },
    ],
    [
      'many cheap seats cost more than one dear thing',
      [item('si_1', { amount: 3_000 }), item('si_2', { amount: 400, quantity: 10 })],
      { price_id: 'price_si_2', quantity: 10 },
    ],
    [
      'an add-on whose price has tiers tells no amount',
      [item('si_1', { amount: null, quantity: 100 }), item('si_2', { amount: 0 })],
      { price_id: 'price_si_2', quantity: 1 },
    ],
    ['equal in all: the smallest id', [item('si_b'), item('si_a'), item('si_c')], { price_id: 'price_si_a' }],
    ['metered alone', [item('si_1', { usage: 'metered' })], { price_id: 'price_si_1', quantity: null }],
    [
      'a usage that Stripe adds later stands behind what is licensed',
      [item('si_1', { usage: 'prepaid', amount: 9_000 }), item('si_2', { amount: 1 })],
      { price_id: 'price_si_2' },
    ],
    ['none at all', [], { price_id: null, quantity: null, items: [], currency: null }],
  ])('%s', (_, items, expected) => {
    expect(read(items)).toMatchObject(expected);
  });

  it('does not depend on the order of Stripe’s list', () => {
    const told = fc.record({
      usage: fc.constantFrom('licensed', 'metered', 'prepaid'),
      amount: fc.option(fc.integer({ min: 0, max: 3 })),
      quantity: fc.option(fc.integer({ min: 0, max: 3 })),
      current_period_end: fc.integer({ min: 1_795_000_000, max: 1_795_000_003 }),
    });
    fc.assert(
      fc.property(
        fc
          .array(told, { minLength: 1, maxLength: 5 })
          .map((list) => list.map((fields, index) => item(`si_${index}`, fields)))
          .chain((items) => fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length }))),
        ([items, shuffled]) => {
          const { items: _, ...one } = read(items);
          const { items: __, ...other } = read(shuffled);
          expect(other).toEqual(one);
        },
      ),
    );
  });

  it('tells the period too, since a price beside another item’s period would be wrong', () => {
    const items = [
      item('si_1', { usage: 'metered', current_period_start: 1_795_000_000, current_period_end: 1_797_592_000 }),
      item('si_2', { current_period_start: 1_794_000_000, current_period_end: 1_826_000_000 }),
    ];
    expect(read(items, { cancel_at_period_end: true })).toMatchObject({
      price_id: 'price_si_2',
      current_period_start: new Date(1_794_000_000_000),
      current_period_end: new Date(1_826_000_000_000),
      cancel_at: new Date(1_826_000_000_000),
    });
  });
});

describe('the items of a subscription', () => {
  it('are all kept, with what each of them is', () => {
    const yearly = item('si_2', { quantity: 3, current_period_end: 1_826_000_000 });
    Object.assign(yearly.price.recurring, { interval: 'year', interval_count: 2 });
    expect(read([item('si_1', { usage: 'metered', amount: null }), yearly]).items).toEqual([
      {
        id: 'si_1',
        price: 'price_si_1',
        product: 'prod_si_1',
        quantity: null,
        amount: null,
        usage: 'metered',
        interval: 'month',
        interval_count: 1,
        period_start: null,
        period_end: null,
      },
      {
        id: 'si_2',
        price: 'price_si_2',
        product: 'prod_si_2',
        quantity: 3,
        amount: 1_000,
        usage: 'licensed',
        interval: 'year',
        interval_count: 2,
        period_start: null,
        period_end: '2027-11-12T06:13:20.000Z',
      },
    ]);
  });

  it('had plans before they had prices, and a subscription had one plan before that', () => {
    const plan = { id: 'gold', currency: 'EUR', amount: 900, interval: 'month', interval_count: 3, product: 'prod_1' };
    const kept = { price: 'gold', product: 'prod_1', amount: 900, interval: 'month', interval_count: 3, quantity: 2 };
    expect(read([{ id: 'si_1', plan, quantity: 2 }])).toMatchObject({
      price_id: 'gold',
      quantity: 2,
      currency: 'eur',
      items: [{ id: 'si_1', ...kept }],
    });
    const period = { current_period_start: 1_795_000_000, current_period_end: 1_797_592_000 };
    expect(subscriptionSchema.parse({ ...base, plan, quantity: 2, ...period })).toMatchObject({
      price_id: 'gold',
      quantity: 2,
      currency: 'eur',
      items: [{ id: null, ...kept }],
      current_period_end: new Date(1_797_592_000_000),
    });
  });

  it('name their product by its id, whether it was expanded or not', () => {
    const expanded = item('si_1');
    Object.assign(expanded.price, { product: { id: 'prod_9', object: 'product', name: 'Seats' } });
    expect(read([expanded]).items[0]?.product).toBe('prod_9');
  });
});
