import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { findNameOfCustomer, listNeighbours } from '@/lib/dashboard/events/event-page';
import { buildEvent, buildScenario } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { knownSecrets } from '@/lib/inbox/known-secrets';
import { verifyAgain } from '@/lib/inbox/verify-again';
import { resetEnv } from '@/lib/kit/env';
import { processEvent } from '@/lib/worker/process-event';
import { delivery, newSecret, testSecret } from '../../../harness/deliveries';
import { useInbox } from '../../../harness/inbox';
import { changeBody, readStored, storeEvents } from '../../../harness/store-event';

const inbox = useInbox();

const configure = (secrets: string) => {
  process.env.STRIPE_WEBHOOK_SECRET = secrets;
  resetEnv();
};

describe('What the door stored', () => {
  const look = async (id: string) => verifyAgain(await readStored(inbox.prisma(), id), knownSecrets()).verdict;

  it('can be verified again, through the life of its secret and a change of its bytes', async () => {
    const own = newSecret();
    configure(`shop:${own},${testSecret}`);
    const event = buildEvent('customer.created');
    event.data.object.name = 'é \u0000 \u{1F600} \u202E';
    await POST(delivery(printEvent(event), { secret: own }));
    expect(await look(event.id)).toEqual({ kind: 'valid', label: 'shop', retired: false, renamed: false });
    configure(`shop:${own}:retired,new:${newSecret()}`);
    expect(await look(event.id)).toMatchObject({ kind: 'valid', retired: true });
    configure(`shop:${newSecret()}`);
    expect(await look(event.id)).toEqual({ kind: 'no_match', label: 'shop' });
    configure(testSecret);
    expect(await look(event.id)).toEqual({ kind: 'secret_gone', label: 'shop' });
    await changeBody(inbox.prisma(), event.id, printEvent({ ...event, livemode: true } as never));
    expect(await look(event.id)).toEqual({ kind: 'changed' });
  });
});

describe('The events of one object', () => {
  it('stand in Stripe’s order around the event, with what each changed, and of its own account only', async () => {
    const prisma = inbox.prisma();
    const story = buildScenario('purchase', { seed: randomBytes(4).toString('hex') });
    const paid = story.find(({ type }) => type === 'payment_intent.succeeded');
    if (!paid) throw new Error('nobody paid');
    await storeEvents(story.toReversed());
    for (const { id } of story) await processEvent(prisma, id, { attempt: 1, last: false, workerId: null });
    const objectId = (paid.data.object as { id: string }).id;
    const { rows, total } = await listNeighbours(prisma, { id: paid.id, account: null, objectId });
    const expected = story.filter((event) => JSON.stringify(event.data).includes(objectId));
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(expected.map(({ id }) => id)));
    expect(total).toBe(expected.length);
    expect(rows.map(({ createdAt }) => createdAt)).toEqual(
      rows.map(({ createdAt }) => createdAt).toSorted((a, b) => +a - +b),
    );
    expect(rows.find(({ id }) => id === paid.id)?.changes).toBeGreaterThan(0);

    const other = await listNeighbours(prisma, { id: paid.id, account: 'acct_1Other', objectId });
    expect(other.rows.map(({ id }) => id)).toEqual([paid.id]);
    const narrow = await listNeighbours(prisma, { id: paid.id, account: null, objectId }, 1);
    expect(narrow.rows.map(({ id }) => id)).toContain(paid.id);
    expect(narrow.rows.length).toBeLessThanOrEqual(3);
    expect(narrow.total).toBe(expected.length);
  });

  it('name the customer that is known', async () => {
    const event = buildEvent('customer.created');
    event.data.object.name = 'Ada Lovelace';
    await storeEvents([event]);
    await processEvent(inbox.prisma(), event.id, { attempt: 1, last: false, workerId: null });
    const customerId = event.data.object.id;
    expect(await findNameOfCustomer(inbox.prisma(), { customerId, account: null, livemode: false })).toBe(
      'Ada Lovelace',
    );
    expect(
      await findNameOfCustomer(inbox.prisma(), { customerId, account: 'acct_1Other', livemode: false }),
    ).toBeNull();
  });
});
