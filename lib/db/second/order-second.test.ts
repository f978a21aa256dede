import { describe, expect, it } from 'vitest';
import { permutations } from '@/harness/store-event';
import { orderSecond } from './order-second';
import type { Told } from './told';

type Telling = { id: string; object: Record<string, unknown> } & Partial<Told>;

const tell = ({ id, object, type = 'thing.updated', previous = null, order = 0 }: Telling): Told => {
  return { id, type, object, previous, order };
};

/** What every order of arrival ends in. */
function lastOf(...tellings: Telling[]) {
  const results = permutations(tellings.map(tell)).map((events) => orderSecond(events));
  for (const result of results) expect(result).toEqual(results[0]);
  return { last: results[0]?.last.id, tied: results[0]?.tied };
}

describe('Of the events of one second', () => {
  it('one that is alone is the last', () => {
    expect(lastOf({ id: 'evt_1', object: {} })).toEqual({ last: 'evt_1', tied: [] });
    expect(() => orderSecond([])).toThrow('no event to choose from');
  });

  it('the same one twice is one', () => {
    const told = tell({ id: 'evt_1', object: { a: 1 } });
    expect(orderSecond([told, { ...told, object: { a: 1 } }])).toEqual({ last: { ...told }, tied: [] });
  });

  it('created is the first, and deleted the last', () => {
    const created = { id: 'evt_9', type: 'customer.created', object: { email: null } };
    const updated = { id: 'evt_5', type: 'customer.updated', object: { email: 'new@example.com' } };
    const deleted = { id: 'evt_1', type: 'customer.deleted', object: { email: null } };
    expect(lastOf(created, updated)).toEqual({ last: 'evt_5', tied: [] });
    expect(lastOf(created, updated, deleted)).toEqual({ last: 'evt_1', tied: [] });
  });

  it('an update that names only a part of what changed follows the state it names', () => {
    const data = (price: string) => ({ object: 'list', data: [{ id: 'si_1', price }], has_more: false });
    const reminder = {
      id: 'evt_1p',
      type: 'customer.subscription.trial_will_end',
      object: { items: data('old'), default_payment_method: null, latest_invoice: 'in_1', trial_end: 1795086400 },
    };
    const upgrade = {
      id: 'evt_1m',
      type: 'customer.subscription.updated',
      object: { items: data('new'), default_payment_method: 'pm_1', latest_invoice: 'in_2', trial_end: null },
      previous: { items: data('old') },
    };
    expect(lastOf(reminder, upgrade)).toEqual({ last: 'evt_1m', tied: [] });
  });

  it('a refund follows the one whose total it names', () => {
    const first = { id: 'evt_1p', object: { amount_refunded: 300 }, previous: { amount_refunded: 0 }, order: 300 };
    const second = { id: 'evt_1m', object: { amount_refunded: 500 }, previous: { amount_refunded: 300 }, order: 500 };
    expect(lastOf(first, second)).toEqual({ last: 'evt_1m', tied: [] });
  });

  it('one that takes back what only goes forward is believed, if it says so', () => {
    const refunded = { id: 'evt_2', object: { amount_refunded: 500 }, order: 500 };
    const failed = { id: 'evt_1', object: { amount_refunded: 300 }, previous: { amount_refunded: 500 }, order: 300 };
    const after = { id: 'evt_0', object: { amount_refunded: 300 }, order: 300 };
    expect(lastOf(refunded, failed)).toEqual({ last: 'evt_1', tied: [] });
    expect(lastOf(refunded, failed, after)).toMatchObject({ tied: [] });
    expect(lastOf(refunded, failed, after).last).not.toBe('evt_2');
  });

  it('the kind’s own order decides where they say nothing of each other', () => {
    const finalized = { id: 'evt_9', type: 'invoice.finalized', object: { status: 'open' }, order: 1 };
    const paid = { id: 'evt_1', type: 'invoice.paid', object: { status: 'paid' }, order: 4 };
    const succeeded = { id: 'evt_5', type: 'invoice.payment_succeeded', object: { status: 'paid' }, order: 4 };
    expect(lastOf(finalized, paid, succeeded)).toEqual({ last: 'evt_5', tied: [] });
  });

  it('the kind’s own order holds between those that say nothing, beside one that does', () => {
    const held = { id: 'evt_1', object: { refunded: 0, review: 'a', receipt: 'x', note: 0 }, previous: { note: 1 } };
    const some = { id: 'evt_3', object: { refunded: 3, review: 'b', receipt: 'y', note: 0 }, order: 3 };
    // Nearer to the first than the other is, and yet the last.
    const all = { id: 'evt_2', object: { refunded: 5, review: 'a', receipt: 'y', note: 0 }, order: 5 };
    expect(lastOf(held, some, all)).toEqual({ last: 'evt_2', tied: [] });
  });

  it('the kind’s own order decides where both say that they follow the other', () => {
    const more = { id: 'evt_1', object: { total: 5 }, previous: { total: 3 }, order: 5 };
    const less = { id: 'evt_2', object: { total: 3 }, previous: { total: 5 }, order: 3 };
    expect(lastOf(more, less)).toEqual({ last: 'evt_1', tied: [] });
  });

  it('a change back and forth is a tie, unless it ends where it began to', () => {
    const on = { id: 'evt_1', object: { on: true }, previous: { on: false } };
    const off = { id: 'evt_2', object: { on: false }, previous: { on: true } };
    const again = { ...on, id: 'evt_0' };
    expect(lastOf(on, off)).toEqual({ last: 'evt_2', tied: ['evt_1', 'evt_2'] });
    expect(lastOf(on, off, again)).toEqual({ last: 'evt_1', tied: [] });
  });

  it('created tells where a change back and forth began', () => {
    const created = { id: 'evt_5', type: 'thing.created', object: { on: false } };
    const on = { id: 'evt_1', object: { on: true }, previous: { on: false } };
    const off = { id: 'evt_0', object: { on: false }, previous: { on: true } };
    expect(lastOf(created, on, off)).toEqual({ last: 'evt_0', tied: [] });
  });

  it('a circle of three says nothing', () => {
    const round = (id: string, from: string, to: string) => ({ id, object: { at: to }, previous: { at: from } });
    expect(lastOf(round('evt_3', 'a', 'b'), round('evt_2', 'b', 'c'), round('evt_1', 'c', 'a'))).toEqual({
      last: 'evt_3',
      tied: ['evt_1', 'evt_2', 'evt_3'],
    });
  });

  it('updates of different fields stand in one row, although each names only its own', () => {
    const one = { id: 'evt_3', object: { a: 1, b: 0, c: 0 }, previous: { a: 0 } };
    const two = { id: 'evt_1', object: { a: 1, b: 1, c: 0 }, previous: { b: 0 } };
    const three = { id: 'evt_2', object: { a: 1, b: 1, c: 1 }, previous: { c: 0 } };
    expect(lastOf(one, two, three)).toEqual({ last: 'evt_2', tied: [] });
    // With the one between them lost, too.
    expect(lastOf(one, three)).toEqual({ last: 'evt_2', tied: [] });
  });

  it('two that say nothing are a tie, the larger id counts, and two of the same state are none', () => {
    const one = { id: 'evt_1', object: { a: 1, b: null } };
    expect(lastOf(one, { id: 'evt_2', object: { a: 2 } })).toEqual({ last: 'evt_2', tied: ['evt_1', 'evt_2'] });
    expect(lastOf(one, { id: 'evt_2', object: { a: 1 } })).toEqual({ last: 'evt_2', tied: [] });
  });

  it('more than all orders can be weighed of are compared in pairs', () => {
    const chain = Array.from({ length: 30 }, (_, at) =>
      tell({ id: `evt_${(at * 17) % 30}`, object: { at: at + 1, kept: 'x' }, previous: { at } }),
    );
    expect(orderSecond(chain.toReversed())).toMatchObject({ last: { object: { at: 30 } }, tied: [] });
    const circle = [...chain, tell({ id: 'evt_back', object: { at: 0, kept: 'x' }, previous: { at: 30 } })];
    expect(orderSecond(circle).tied).toHaveLength(31);
  });

  it('ten are decided quickly, large objects too', () => {
    const lines = Array.from({ length: 300 }, (_, at) => ({ id: `il_${at}`, amount: at }));
    const events = Array.from({ length: 10 }, (_, at) =>
      tell({
        id: `evt_${at}`,
        object: { at: (at % 2) + 1, lines: { data: lines } },
        previous: { at: ((at + 1) % 2) + 1 },
      }),
    );
    const started = performance.now();
    expect(orderSecond(events).tied).toHaveLength(10);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
