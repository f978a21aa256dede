import type Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect, connections } from '@/lib/db/client';
import { findTie, type StateOf } from '@/lib/db/second/find-tie';
import { readSecond } from '@/lib/db/second/read-second';
import { buildEvent } from '@/lib/dev/simulator/build';
import { createScratchSchema } from '@/lib/ops/rebuild/create-scratch-schema';
import { objectState } from '@/lib/stripe/object-state';
import { useInbox } from '../../../harness/inbox';
import { changeBody, forAccount, storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const CREATED = 1_795_000_000;
const second = {
  livemode: false,
  account: null,
  objectId: 'cus_second1',
  createdAt: new Date(CREATED * 1000),
};

type Telling = {
  id: string;
  email?: string | null;
  previous?: Record<string, unknown>;
  created?: number;
  type?: string;
};

function tell({ id, email = null, previous, created = CREATED, type = 'customer.updated' }: Telling): Stripe.Event {
  const event = buildEvent('customer.updated', { seed: 'second' });
  const object = { ...event.data.object, id: 'cus_second1', email, created: CREATED };
  const data = previous ? { object, previous_attributes: previous } : { object };
  return { ...event, id, type, created, api_version: '2026-10-28.endive', data } as Stripe.Event;
}

const tieOf = (id: string, account: string | null = null, stateOf?: StateOf) =>
  findTie(inbox.prisma(), { ...second, id, account }, stateOf);

beforeEach(async () => {
  await inbox.prisma()
    .$executeRaw`truncate hookwell.webhook_events, hookwell.event_objects, hookwell.fetched_objects cascade`;
});

describe('The events of one object in one second', () => {
  it('are read with what they say, applied or not, and none of another second, account or object', async () => {
    const events = [
      tell({ id: 'evt_b', email: 'b@example.com', previous: { email: null } }),
      tell({ id: 'evt_a', type: 'customer.created' }),
      tell({ id: 'evt_failed' }),
      tell({ id: 'evt_later', created: CREATED + 1 }),
    ];
    const naming = buildEvent('payment_intent.created');
    naming.data.object.customer = 'cus_second1';
    naming.created = CREATED;
    await storeEvents([...events, naming, ...forAccount(events.slice(0, 1), 'acct_1')]);
    await inbox.prisma().webhookEvent.update({ where: { id: 'evt_failed' }, data: { status: 'failed' } });

    const read = await inbox.prisma().$transaction((tx) => readSecond(tx, second));
    expect(read.map(({ id }) => id)).toEqual(['evt_a', 'evt_b', 'evt_failed']);
    expect(read[1]).toEqual({
      id: 'evt_b',
      type: 'customer.updated',
      account: null,
      livemode: false,
      createdAt: second.createdAt,
      apiVersion: '2026-10-28.endive',
      previous: { email: null },
      object: expect.objectContaining({ id: 'cus_second1', email: 'b@example.com' }),
    });
    expect(read[0]?.previous).toBeNull();
    const ofAccount = await readSecond(inbox.prisma(), { ...second, account: 'acct_1' });
    expect(ofAccount.map(({ id }) => id)).toEqual(['evt_b_acct_1']);
  });

  it('are read without what was redacted, and without notifications, which tell no state', async () => {
    await storeEvents([tell({ id: 'evt_a' }), tell({ id: 'evt_redacted' }), tell({ id: 'evt_thin' })]);
    const set = (id: string, data: object) => inbox.prisma().webhookEvent.update({ where: { id }, data });
    await set('evt_redacted', { redactedAt: new Date() });
    const thin = {
      id: 'evt_thin',
      object: 'v2.core.event',
      data: { object: {} },
      related_object: { id: 'cus_second1' },
    };
    await changeBody(inbox.prisma(), 'evt_thin', JSON.stringify(thin));
    expect((await readSecond(inbox.prisma(), second)).map(({ id }) => id)).toEqual(['evt_a']);
  });

  it('are read by a rebuild beside the live rows', async () => {
    await storeEvents([tell({ id: 'evt_a' }), tell({ id: 'evt_b' })]);
    const schema = await createScratchSchema(connections().pool);
    const scratch = connect(inbox.url(), { max: 1, name: 'test', schema: schema.name });
    try {
      const read = await scratch.prisma.$transaction((tx) => readSecond(tx, second));
      expect(read.map(({ id }) => id)).toEqual(['evt_a', 'evt_b']);
    } finally {
      await scratch.close();
      await schema.remove();
    }
  });
});

describe('An event', () => {
  it('is tied with those that could be the last just as well', async () => {
    await storeEvents([
      tell({ id: 'evt_new', type: 'customer.created' }),
      tell({ id: 'evt_on', email: 'on@example.com', previous: { email: null } }),
      tell({ id: 'evt_off', email: 'off@example.com', previous: { email: null } }),
    ]);
    expect(await tieOf('evt_on')).toEqual(['evt_off']);
    expect(await tieOf('evt_off')).toEqual(['evt_on']);
    expect(await tieOf('evt_new')).toEqual([]);
    expect(await tieOf('evt_missing')).toEqual([]);
    expect(await tieOf('evt_on', 'acct_1')).toEqual([]);
    expect(await findTie(inbox.prisma(), { ...second, id: 'evt_on', objectId: null })).toEqual([]);
  });

  it('is tied with none where what they say decides, or how far each has come', async () => {
    await storeEvents([
      tell({ id: 'evt_9', email: 'old@example.com' }),
      tell({ id: 'evt_1', email: 'new@example.com', previous: { email: 'old@example.com' } }),
    ]);
    expect(await tieOf('evt_1')).toEqual([]);
    await storeEvents([tell({ id: 'evt_5', email: 'else@example.com' })]);
    expect(await tieOf('evt_1')).toEqual(['evt_5']);
    expect(await tieOf('evt_1', null, ({ id }) => ({ rank: Number(id === 'evt_1'), order: 0 }))).toEqual([]);
    expect(await tieOf('evt_1', null, ({ id }) => ({ rank: 0, order: Number(id === 'evt_1') }))).toEqual([]);
    expect(await tieOf('evt_1', null, objectState)).toEqual(['evt_5']);
    expect(await tieOf('evt_1', null, () => null)).toEqual([]);
  });
});
