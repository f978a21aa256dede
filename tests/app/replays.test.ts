import { afterEach, expect, it } from 'vitest';
import { startBatch } from '@/lib/replays/start-batch';
import { buildEvent } from '@/lib/simulator/build';
import { type App, startApp } from '../support/app';
import { applyEvents } from '../support/apply-events';
import { useInbox } from '../support/inbox';

const inbox = useInbox();
const running: App[] = [];
afterEach(() => Promise.all(running.splice(0).map((child) => child.end('SIGKILL'))));

async function begin(count: number): Promise<bigint> {
  const events = Array.from({ length: count }, () => buildEvent('payout.paid'));
  await applyEvents(events);
  const ids = events.map(({ id }) => id);
  const started = await startBatch(
    inbox.prisma(),
    { kind: 'ids', livemode: false, ids },
    { id: null, name: 'Olga', role: 'operator' },
  );
  if (started.outcome !== 'started') throw new Error(started.outcome);
  return started.id;
}

const batchOf = (id: bigint) => inbox.prisma().replayBatch.findUniqueOrThrow({ where: { id } });

it('where there is no worker, a drain brings a bulk replay to its end', async () => {
  const cronSecret = 'a-secret-of-this-test-only';
  const app = await startApp(inbox.url(), { WORKER: 'serverless', CRON_SECRET: cronSecret });
  running.push(app);
  const id = await begin(120);
  const response = await fetch(`${app.url}/api/cron/work`, { headers: { authorization: `Bearer ${cronSecret}` } });
  expect(response.status).toBe(200);
  expect(await batchOf(id)).toMatchObject({ status: 'done', processed: 120 });
});
