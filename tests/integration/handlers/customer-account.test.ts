import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { subscriptionList } from '@/lib/dashboard/billing/list-subscriptions';
import { getCustomerRelations } from '@/lib/dashboard/customers/get-customer';
import { paymentMethodList } from '@/lib/dashboard/payment-methods/list';
import { search } from '@/lib/dashboard/search/search';
import { toEventFilter } from '@/lib/dashboard/search/to-event-filter';
import { buildEvent } from '@/lib/dev/simulator/build';
import type { SimulatedType } from '@/lib/dev/simulator/event-factories';
import { classify } from '@/lib/stripe/classify';
import { readEvent } from '@/lib/stripe/read-event';
import { applyEvents } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';
import { forAccount, permutations } from '../../../harness/store-event';

const inbox = useInbox();
const ACCOUNT = 'acct_1TbuyerAccount1';

type Fields = Record<string, unknown>;
type Model =
  | 'charge'
  | 'checkoutSession'
  | 'invoice'
  | 'order'
  | 'paymentIntent'
  | 'paymentMethod'
  | 'setupIntent'
  | 'subscription';
type Finder = { findFirst(query: { where: Fields }): Promise<{ customerId: string | null } | null> };

/** An event whose object names its customer as given, and knows no other. */
const named = (type: SimulatedType, account: string, names: Fields, previous?: Fields): Stripe.Event => {
  const event = buildEvent(type as string, { seed: account });
  const object = { ...event.data.object, customer: undefined, customer_account: undefined, ...names };
  const data = { ...event.data, object, ...(previous && { previous_attributes: previous }) };
  return forAccount([{ ...event, data } as unknown as Stripe.Event], account)[0] as Stripe.Event;
};

const customerIn = async (model: Model, account: string) => {
  const finder = inbox.prisma()[model] as unknown as Finder;
  return (await finder.findFirst({ where: { account } }))?.customerId;
};

/** Every object that has a customer. */
const OBJECTS: [type: SimulatedType, model: Model, order: boolean][] = [
  ['charge.succeeded', 'charge', true],
  ['checkout.session.completed', 'checkoutSession', true],
  ['invoice.paid', 'invoice', true],
  ['payment_intent.succeeded', 'paymentIntent', true],
  ['payment_method.attached', 'paymentMethod', false],
  ['setup_intent.succeeded', 'setupIntent', false],
  ['customer.subscription.updated', 'subscription', false],
];

/** How an object names its customer, and who that is. */
const NAMES: [name: string, names: Fields, customer: string | null][] = [
  ['an Account alone', { customer: null, customer_account: ACCOUNT }, ACCOUNT],
  ['an Account, without the other field', { customer_account: ACCOUNT }, ACCOUNT],
  ['an Account that is expanded', { customer: null, customer_account: { id: ACCOUNT, object: 'account' } }, ACCOUNT],
  ['a Customer of an Account', { customer: 'cus_first', customer_account: ACCOUNT }, 'cus_first'],
];

describe.each(OBJECTS)('%s', (type, model, order) => {
  it.each(NAMES)('names %s', async (name, names, customer) => {
    const account = `acct_${`${type}${name}`.replaceAll(/\W/g, '')}`;
    const event = named(type, account, names);
    await applyEvents([event]);
    expect(await customerIn(model, account)).toBe(customer);
    if (order) expect(await customerIn('order', account)).toBe(customer);
    const read = readEvent(JSON.parse(JSON.stringify(event)));
    expect(read.kind === 'event' && read.facts.customerId).toBe(customer);
  });
});

describe('a payment method of an Account', () => {
  const none = { customer: null, customer_account: null };

  it.each([
    ['an Account', { customer: null, customer_account: ACCOUNT }, ACCOUNT],
    ['an Account alone', { customer_account: ACCOUNT }, ACCOUNT],
    ['a Customer of an Account', { customer: 'cus_first', customer_account: ACCOUNT }, 'cus_first'],
    ['an Account that is expanded', { customer_account: { id: ACCOUNT } }, ACCOUNT],
  ])('that is detached from %s, told in any order, was theirs', async (name, before, customer) => {
    const at = (seconds: number, event: Stripe.Event) => ({
      ...event,
      id: `${event.id}_${seconds}`,
      created: event.created + seconds,
    });
    const seed = `acct_${name.replaceAll(/\W/g, '')}`;
    const attached = at(0, named('payment_method.attached', seed, before));
    const object = attached.data.object as unknown as Fields;
    const detached = at(10, named('payment_method.detached', seed, { ...object, ...none }, before));
    for (const [index, events] of permutations([attached, detached]).entries()) {
      const account = `${seed}${index}`;
      await applyEvents(forAccount(events as Stripe.Event[], account));
      expect(await inbox.prisma().paymentMethod.findFirst({ where: { account } })).toMatchObject({
        status: 'detached',
        customerId: customer,
      });
    }
    await applyEvents(forAccount([detached as Stripe.Event], `${seed}alone`));
    expect(await customerIn('paymentMethod', `${seed}alone`)).toBe(customer);
  });

  it('is attached to nobody where neither is named', async () => {
    const event = named('payment_method.attached', 'acct_nobody', none);
    await applyEvents([event]);
    expect(await inbox.prisma().webhookEvent.findUnique({ where: { id: event.id } })).toMatchObject({
      status: 'failed',
      lastError: expect.stringContaining('names no customer'),
    });
  });
});

describe('an Account that is a customer', () => {
  const buyer = 'acct_1TfoundAgain0001';

  it('is found by its id with what it bought, in lists and in the search', async () => {
    const prisma = inbox.prisma();
    const events = OBJECTS.map(([type]) => {
      const { account: _, ...event } = named(type, `acct_s${type.replaceAll(/\W/g, '')}`, { customer_account: buyer });
      return event as Stripe.Event;
    });
    await applyEvents(events);
    const relations = await getCustomerRelations(prisma, { id: buyer, account: null, livemode: false });
    expect(relations.orders.length).toBeGreaterThan(0);
    expect(relations).toMatchObject({ paymentMethods: [{}], subscriptions: [{}] });
    for (const list of [subscriptionList, paymentMethodList]) {
      const rows = await list.next(prisma, { livemode: false, q: buyer }, null, 10);
      expect(rows).toHaveLength(1);
    }
    const { hits } = await search(prisma, buyer);
    expect(hits[0]).toMatchObject({ kind: 'customer', id: buyer, account: null });
    expect(hits.filter(({ kind }) => kind === 'order')).toHaveLength(relations.orders.length);
    expect(await toEventFilter(prisma, classify(buyer), false)).toEqual({ objectIds: [buyer] });
  });

  it('is told apart from a connected account, which sends events of its own', async () => {
    const prisma = inbox.prisma();
    const connected = 'acct_1Tconnected00001';
    await applyEvents(forAccount([buildEvent('customer.created', { seed: 'connected' })], connected));
    expect((await search(prisma, connected)).hits).toEqual([
      { kind: 'account', id: connected, label: 'Connected account', livemode: false, account: connected },
    ]);
    expect(await toEventFilter(prisma, classify(connected), false)).toEqual({ account: connected });
  });
});
