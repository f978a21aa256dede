import { expect, it } from 'vitest';
import { connections } from '@/lib/db/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import { drain } from '@/lib/worker/drain';
import { applyEvents } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';
import { useMailServer } from '../../../harness/mail-server';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const server = useMailServer();

it('does what was paid for and what was received before it sends mails, however long those wait', async () => {
  const email = 'behind@example.com';
  const paid = Array.from({ length: 3 }, () =>
    buildEvent('payment_intent.succeeded', { set: { 'data.object.receipt_email': email } }),
  );
  await applyEvents(paid);
  const later = buildEvent('payment_method.attached');
  await storeEvents([later]);
  await drain(connections(), { forMs: 60_000, concurrency: 1 });

  const { processedAt } = await inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id: later.id } });
  const effects = await inbox.prisma().effect.findMany({ where: { eventId: { in: paid.map(({ id }) => id) } } });
  const endedAt = (kind: string) =>
    effects.filter((effect) => effect.kind === kind).map(({ completedAt }) => completedAt?.getTime() ?? Number.NaN);
  expect(endedAt('receipt')).toHaveLength(3);
  const firstMail = Math.min(...endedAt('receipt'));
  expect(firstMail).toBeGreaterThan(processedAt?.getTime() ?? Number.NaN);
  expect(firstMail).toBeGreaterThan(Math.max(...endedAt('fulfil')));
  expect(server().received.filter(({ recipients }) => recipients.includes(email))).toHaveLength(3);
});
