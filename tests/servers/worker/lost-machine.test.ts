import { afterEach, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { processEvent } from '@/lib/worker/process-event';
import { firstTry } from '../../../harness/apply-events';
import { holdTable } from '../../../harness/hold-table';
import { until, useInbox } from '../../../harness/inbox';
import { startScript, type TestProcess } from '../../../harness/processes';
import { storeEvents } from '../../../harness/store-event';
import { startNetwork } from '../../../scripts/chaos/network';

const inbox = useInbox();
const running: TestProcess[] = [];
const closing: (() => void)[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((child) => child.end('SIGKILL')));
  for (const close of closing.splice(0)) close();
});

it('the locks of a worker whose machine lost its power are given up, though its connections look alive', async () => {
  const event = buildEvent('payment_intent.succeeded');
  await storeEvents([event]);
  const network = await startNetwork(inbox.url());
  closing.push(network.close);
  const table = await holdTable(inbox.url(), 'payment_intents');
  const worker = startScript('scripts/worker.ts', [], { DATABASE_URL: network.url });
  running.push(worker);
  await table.somebodyWaits();
  network.loseMachine();
  await worker.end('SIGKILL');
  await table.release();

  const held = async () =>
    (
      await inbox.prisma().$queryRaw<unknown[]>`
      select 1 as one from pg_stat_activity
      where application_name = 'hookwell-worker' and state = 'idle in transaction' and datname = current_database()`
    ).length > 0;
  await until(held, 'a transaction that nobody goes on with');
  await processEvent(inbox.prisma(), event.id, firstTry);
  expect(await inbox.prisma().webhookEvent.findUnique({ where: { id: event.id } })).toMatchObject({
    status: 'processed',
  });
}, 90_000);
