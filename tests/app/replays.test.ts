import { expect, it } from 'vitest';
import { startApp } from '../../harness/app';
import { useInbox } from '../../harness/inbox';
import { useProcesses } from '../../harness/own-processes';
import { startReplayOf } from '../../harness/start-replay';

const inbox = useInbox();
const { keep } = useProcesses();

it('where there is no worker, a drain brings a bulk replay to its end', async () => {
  const cronSecret = 'a-secret-of-this-test-only';
  const app = keep(await startApp(inbox.url(), { WORKER: 'serverless', CRON_SECRET: cronSecret }));
  const { id } = await startReplayOf(120);
  const response = await fetch(`${app.url}/api/cron/work`, { headers: { authorization: `Bearer ${cronSecret}` } });
  expect(response.status).toBe(200);
  expect(await inbox.prisma().replayBatch.findUnique({ where: { id } })).toMatchObject({
    status: 'done',
    processed: 120,
  });
});
