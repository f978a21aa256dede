import { expect, test } from 'vitest';
import { POST } from '@/app/api/webhook/route';
import { connections } from '@/lib/db/client';
import { withConnection } from '@/lib/db/with-connection';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { processEvent } from '@/lib/worker/process-event';
import { createTestDatabase } from '../../../harness/database';
import { delivery } from '../../../harness/deliveries';
import { useInbox } from '../../../harness/inbox';

const inbox = useInbox({}, async () => {
  const database = await createTestDatabase();
  await withConnection(database.url, 'test', (client) =>
    client.query(
      `do $$ begin execute format('alter database %I set timezone = ''Asia/Tokyo''', current_database()); end $$`,
    ),
  );
  return database;
});

const fromNow = (at: Date | null | undefined) => Math.abs((at?.getTime() ?? 0) - Date.now());

test('times are right on a server of another time zone, whoever writes and reads them', async () => {
  const event = buildEvent('payment_intent.succeeded');
  await POST(delivery(printEvent(event)));
  await processEvent(inbox.prisma(), event.id, { attempt: 1, last: false, workerId: 'test' });
  // The first is written by PostgreSQL and the second by Prisma.
  const read = await inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id: event.id } });
  expect(fromNow(read.receivedAt)).toBeLessThan(3_600_000);
  const { rows } = await connections().pool.query('select received_at, processed_at from hookwell.webhook_events');
  expect(rows.map((row) => [row.received_at, row.processed_at])).toEqual([[read.receivedAt, read.processedAt]]);
  expect(fromNow(rows[0].processed_at)).toBeLessThan(3_600_000);
});
