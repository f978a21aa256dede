import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { buildScenario } from '@/lib/dev/simulator/build';
import { processEvent } from '@/lib/worker/process-event';
import { applyEvents, firstTry } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';
import { startScript } from '../../../harness/processes';
import { storeEvents } from '../../../harness/store-event';

const inbox = useInbox();
const key = randomBytes(24).toString('base64');

async function run(args: string[], env: Record<string, string> = {}) {
  const child = startScript('scripts/erase.ts', args, { DATABASE_URL: inbox.url(), ERASURE_KEY: key, ...env });
  return { code: await child.exited, output: child.output() };
}

it('npm run erase tells with --dry-run, erases, and with another key no event of anybody is applied', async () => {
  const events = buildScenario('purchase', { seed: 'erase by command' });
  const customer = /"(cus_\w+)"/.exec(JSON.stringify(events))?.[1] ?? '';
  await applyEvents(events);
  const redacted = () => inbox.prisma().webhookEvent.count({ where: { redactedAt: { not: null } } });

  const dry = await run([customer, '--dry-run']);
  expect(dry).toMatchObject({ code: 0, output: expect.stringContaining(`Found: ${events.length} events`) });
  expect(await redacted()).toBe(0);
  expect(await run(['ann'])).toMatchObject({ code: 1, output: expect.stringContaining('neither a customer') });
  expect(await run([customer], { NODE_ENV: 'production', ERASURE_KEY: '' })).toMatchObject({
    code: 1,
    output: expect.stringContaining('ERASURE_KEY is not set'),
  });

  const done = await run([customer]);
  expect(done).toMatchObject({ code: 0, output: expect.stringContaining(`webhook_events ${events.length}`) });
  expect(await redacted()).toBe(events.length);

  // This process has made a key of its own: nothing can be told, so nothing is applied.
  const [late] = buildScenario('purchase', { seed: 'somebody else' });
  if (!late) throw new Error('no event');
  await storeEvents([late]);
  await expect(processEvent(inbox.prisma(), late.id, firstTry)).rejects.toThrow('ERASURE_KEY is not the key');
  expect(await inbox.prisma().webhookEvent.findUnique({ where: { id: late.id } })).toMatchObject({
    status: 'retrying',
  });
}, 120_000);
