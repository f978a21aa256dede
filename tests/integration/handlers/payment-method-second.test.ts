import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { applyEvents } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';
import { forAccount, permutations } from '../../../harness/store-event';

const inbox = useInbox();
const AT = 1_795_000_000;

type Told = { type: string; at?: number; card: Record<string, unknown>; previous?: Record<string, unknown> };

/** Events of one card, of one second where nothing else is said; `ids` are random at Stripe. */
const tell = (told: Told[], ids: string[]): Stripe.Event[] =>
  told.map(({ type, at = 0, card, previous }, index) => {
    const event = buildEvent('payment_method.attached', { seed: 'second' });
    const object = {
      ...event.data.object,
      customer: 'cus_1',
      type: 'card',
      card: { brand: 'visa', last4: '4242', ...card },
    };
    const data = { object, ...(previous && { previous_attributes: previous }) };
    return { ...event, type, id: `evt_${ids[index]}`, created: AT + at, data } as unknown as Stripe.Event;
  });

/** Every order of arrival and every order of ids, each in an account of its own; returns the different ends. */
async function everyWay(tag: string, told: Told[]) {
  const ends = new Set<string>();
  const ids = told.map((_, index) => String.fromCharCode(97 + index));
  for (const [way, named] of permutations(ids).entries())
    for (const [index, events] of permutations(tell(told, named)).entries()) {
      const account = `acct_${tag}${way}x${index}`;
      await applyEvents(forAccount(events, account));
      const row = await inbox.prisma().paymentMethod.findFirstOrThrow({ where: { account } });
      const { expMonth, expYear, status, contested, customerId } = row;
      ends.add(JSON.stringify({ expMonth, expYear, status, contested, customerId }));
    }
  return [...ends].map((end) => JSON.parse(end));
}

describe('two states of a card in one second', () => {
  it('end in the one that says what the other was before it', async () => {
    const ends = await everyWay('updated', [
      { type: 'payment_method.attached', at: -10, card: { exp_month: 1, exp_year: 2027 } },
      {
        type: 'payment_method.updated',
        card: { exp_month: 2, exp_year: 2027 },
        previous: { card: { exp_month: 1 } },
      },
      {
        type: 'payment_method.updated',
        card: { exp_month: 2, exp_year: 2031 },
        previous: { card: { exp_year: 2027 } },
      },
    ]);
    expect(ends).toEqual([{ expMonth: 2, expYear: 2031, status: 'attached', contested: true, customerId: 'cus_1' }]);
  });

  it('end in the update, where it was attached within the same second', async () => {
    const ends = await everyWay('attached', [
      { type: 'payment_method.attached', card: { exp_month: 1, exp_year: 2027 } },
      {
        type: 'payment_method.automatically_updated',
        card: { exp_month: 8, exp_year: 2031 },
        previous: { card: { exp_month: 1, exp_year: 2027 } },
      },
    ]);
    expect(ends).toEqual([{ expMonth: 8, expYear: 2031, status: 'attached', contested: true, customerId: 'cus_1' }]);
  });

  it('end in the one that was detached', async () => {
    const ends = await everyWay('detached', [
      { type: 'payment_method.detached', card: { exp_month: 1, exp_year: 2027 }, previous: { customer: 'cus_1' } },
      { type: 'payment_method.updated', card: { exp_month: 9, exp_year: 2030 } },
    ]);
    expect(ends).toMatchObject([{ expMonth: 1, expYear: 2027, status: 'detached' }]);
  });

  it('end the same in any order of arrival, where nothing says which one is the later', async () => {
    const told: Told[] = [
      { type: 'payment_method.updated', card: { exp_month: 1, exp_year: 2027 } },
      { type: 'payment_method.updated', card: { exp_month: 9, exp_year: 2030 } },
    ];
    for (const [way, ids] of [
      ['a', 'b'],
      ['b', 'a'],
    ].entries()) {
      const ends = new Set<number | null>();
      for (const [index, events] of permutations(tell(told, ids)).entries()) {
        const account = `acct_tie${way}x${index}`;
        await applyEvents(forAccount(events, account));
        ends.add((await inbox.prisma().paymentMethod.findFirstOrThrow({ where: { account } })).expYear);
      }
      expect([...ends]).toEqual([way === 0 ? 2030 : 2027]);
    }
  });

  it('are told by the later second, whatever happened in the one before', async () => {
    const ends = await everyWay('later', [
      { type: 'payment_method.updated', card: { exp_month: 1, exp_year: 2027 } },
      { type: 'payment_method.updated', card: { exp_month: 9, exp_year: 2030 } },
      { type: 'payment_method.updated', at: 1, card: { exp_month: 5, exp_year: 2029 } },
    ]);
    expect(ends).toMatchObject([{ expMonth: 5, expYear: 2029, contested: false }]);
  });
});
