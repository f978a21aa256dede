import { expect, it } from 'vitest';
import { listEvents } from '@/lib/dashboard/events/queries';
import { orderList } from '@/lib/dashboard/orders/list';
import { paymentMethodList } from '@/lib/dashboard/payment-methods/list';
import type { Page, PageRequest } from '@/lib/db/paging/keyset';
import { buildEvent } from '@/lib/dev/simulator/build';
import { processEvent } from '@/lib/worker/process-event';
import { useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox();

/** Pages to the end and back, three rows at a time, and returns the ids of both ways. */
async function walk<Row extends { id: string }>(list: (request: PageRequest) => Promise<Page<Row>>) {
  const there: string[][] = [];
  const back: string[][] = [];
  let page = await list({ limit: 3 });
  for (;;) {
    there.push(page.rows.map(({ id }) => id));
    if (!page.older) break;
    page = await list({ limit: 3, before: page.older });
  }
  while (page.newer) {
    page = await list({ limit: 3, after: page.newer });
    back.unshift(page.rows.map(({ id }) => id));
  }
  return { there, back };
}

it('every list pages to its end and back without losing or repeating a row, although all times tie', async () => {
  const prisma = inbox.prisma();
  const now = new Date('2026-06-01T12:00:00.000Z');
  const events = Array.from({ length: 8 }, () => [
    buildEvent('payment_intent.succeeded', { now }),
    buildEvent('payment_method.attached', { now }),
  ]).flat();
  await storeEvents(events);
  for (const { id } of events) await processEvent(prisma, id, { attempt: 1, last: true, workerId: null });
  await prisma.webhookEvent.updateMany({ data: { receivedAt: now } });
  await prisma.order.updateMany({ data: { createdAt: now } });
  await prisma.paymentMethod.updateMany({ data: { createdAt: now } });

  const lists = {
    events: await walk((request) => listEvents(prisma, { livemode: false, ...request })),
    orders: await walk((request) => orderList.page(prisma, { livemode: false, ...request })),
    methods: await walk((request) => paymentMethodList.page(prisma, { livemode: false, ...request })),
  };
  for (const [name, { there, back }] of Object.entries(lists)) {
    const seen = there.flat();
    expect(seen, name).toHaveLength(name === 'events' ? 16 : 8);
    expect(seen, name).toEqual([...new Set(seen)].sort().reverse());
    expect(back, name).toEqual(there.slice(0, -1));
  }
});
