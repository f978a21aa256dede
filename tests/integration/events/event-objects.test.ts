import { expect, it } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { delivery } from '../../../harness/deliveries';
import { useInbox } from '../../../harness/inbox';

const inbox = useInbox();

it('the ids that an event speaks of go with it when somebody deletes it by hand, and no others; all of them with all events', async () => {
  const [gone, kept] = [buildEvent('charge.succeeded'), buildEvent('charge.succeeded')];
  for (const event of [gone, kept]) expect((await POST(delivery(printEvent(event)))).status).toBe(200);
  const { webhookEvent, eventObject } = inbox.prisma();
  expect(await eventObject.count({ where: { eventId: gone.id } })).toBeGreaterThan(1);
  await webhookEvent.delete({ where: { id: gone.id } });
  expect(await eventObject.count({ where: { eventId: gone.id } })).toBe(0);
  expect(await eventObject.count({ where: { eventId: kept.id } })).toBeGreaterThan(1);
  await inbox.prisma().$executeRaw`truncate hookwell.webhook_events cascade`;
  expect(await eventObject.count()).toBe(0);
});

it('the ids may be truncated in the same statement as their events', async () => {
  const event = buildEvent('charge.succeeded');
  expect((await POST(delivery(printEvent(event)))).status).toBe(200);
  await inbox.prisma().$executeRaw`truncate hookwell.event_objects, hookwell.webhook_events cascade`;
  expect(await inbox.prisma().eventObject.count()).toBe(0);
  expect(await inbox.prisma().webhookEvent.count()).toBe(0);
});
