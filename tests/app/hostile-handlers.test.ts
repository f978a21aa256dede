import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { type App, startApp } from '../../harness/app';
import { deliver } from '../../harness/deliveries';
import { holdTable } from '../../harness/hold-table';
import { until, useInbox } from '../../harness/inbox';
import { useProcesses } from '../../harness/own-processes';

const inbox = useInbox();
const { keep } = useProcesses();

const find = (id: string) =>
  inbox
    .prisma()
    .webhookEvent.findUniqueOrThrow({ where: { id }, include: { attemptRecords: { orderBy: { id: 'asc' } } } });
const isProcessed = async ({ id }: Stripe.Event) => (await find(id)).status === 'processed';

/** Tries that were put off come at once. */
const hurry = () => inbox.prisma().$executeRaw`
  update hookwell_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null`;

/** Delivers each to the door, which has to take it whatever the worker does. */
async function take(app: App, ...events: Stripe.Event[]): Promise<void> {
  for (const event of events) expect((await deliver(app.url, event)).status).toBe(200);
}

/** An event whose handler does this in every worker: see scripts/chaos/misbehave.mjs. */
function hostile(way: 'loops' | 'fills the memory'): Stripe.Event {
  const event = buildEvent('payment_intent.succeeded');
  event.data.object.metadata = { chaos: way };
  return event;
}

const preload = `--import ${pathToFileURL(resolve('scripts/chaos/misbehave.mjs'))} --max-old-space-size=256`;

async function workerOf(app: App): Promise<number> {
  const [, pid] = await app.printed(/The app's worker is process (\d+)/);
  return Number(pid);
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('handlers of the production build', () => {
  it('six that hang stop no other event for longer than the limit, and are tried again', async () => {
    const app = keep(await startApp(inbox.url(), { HANDLER_TIMEOUT_SECONDS: '2' }));
    const table = await holdTable(inbox.url(), 'payment_methods');
    const hanging = Array.from({ length: 6 }, () => buildEvent('payment_method.attached'));
    await take(app, ...hanging);
    await until(
      async () =>
        (await inbox.prisma().$queryRaw<unknown[]>`select key from hookwell_worker.jobs where locked_at is not null`)
          .length === 6,
      'every slot to be taken',
    );
    const good = buildEvent('customer.created');
    await take(app, good);
    await until(() => isProcessed(good), 'the good event');
    await until(async () => {
      const found = await Promise.all(hanging.map(({ id }) => find(id)));
      return found.every(({ lastError }) =>
        lastError?.includes('payment_method.attached did not end within 2 s (HANDLER_TIMEOUT_SECONDS)'),
      );
    }, 'the others to have failed');
    await table.release();
    await until(async () => (await Promise.all(hanging.map(isProcessed))).every(Boolean), 'the next tries');
    expect(await app.end()).toBe(0);
  }, 90_000);

  it('one that loops, or fills the memory, ends its own process alone: the door answers, the rest is done, and it is failed after the third death', async () => {
    const app = keep(await startApp(inbox.url(), { WATCHDOG_SECONDS: '5', NODE_OPTIONS: preload }));
    // In hand beside it, in the middle of their transactions.
    const beside = Array.from({ length: 3 }, () => buildEvent('customer.created'));
    const table = await holdTable(inbox.url(), 'customers');
    await take(app, ...beside);
    await table.somebodyWaits();
    const culprits = [hostile('loops'), hostile('fills the memory')] as const;
    await take(app, ...culprits);
    await app.printed(/The worker \(process \d+\) died: /);
    await table.release();
    const meanwhile = Array.from({ length: 10 }, () => buildEvent('customer.created'));
    await take(app, ...meanwhile);
    expect((await fetch(`${app.url}/api/health`)).status).toBe(200);

    for (const { id } of culprits) {
      await until(
        async () => {
          await hurry();
          return (await find(id)).status === 'failed';
        },
        'the third death',
        120_000,
      );
      const { attemptRecords, lastError } = await find(id);
      expect(attemptRecords).toHaveLength(3);
      expect(attemptRecords[0]?.error).toContain('The worker died during this attempt');
      expect(lastError).toMatch(/death 3 of 3: it is not tried again by itself\. Its code loops for ever, uses up/);
    }
    await until(async () => (await Promise.all([...beside, ...meanwhile].map(isProcessed))).every(Boolean), 'the rest');
    expect(app.output()).toContain('has stood still for 5 s (WATCHDOG_SECONDS)');
    expect(await app.end()).toBe(0);
  }, 300_000);
});

describe('the worker of npm start', () => {
  it('is started again when it dies, with a line that says how, and goes on at once', async () => {
    const app = keep(await startApp(inbox.url()));
    const pid = await workerOf(app);
    await until(async () => (await inbox.prisma().workerHeartbeat.count({ where: { pid } })) === 1, 'its heartbeat');
    process.kill(pid, 'SIGKILL');
    await app.printed(new RegExp(`The worker \\(process ${pid}\\) died: SIGKILL, .*It starts again in 1 s`));
    const event = buildEvent('customer.created');
    await take(app, event);
    await until(() => isProcessed(event), 'the next worker');
  });

  it('ends when the app is killed', async () => {
    const app = keep(await startApp(inbox.url()));
    const pid = await workerOf(app);
    app.process.kill('SIGKILL');
    await until(async () => !isAlive(pid), 'the end of the worker');
  });
});
