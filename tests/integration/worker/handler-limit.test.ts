import { afterEach, describe, expect, it, vi } from 'vitest';
import { connections } from '@/lib/db/client';
import type { EventContext } from '@/lib/db/event-context';
import { buildEvent } from '@/lib/dev/simulator/build';
import { fulfilOrder } from '@/lib/effects/fulfilment/fulfil-order';
import { drain } from '@/lib/worker/drain';
import { processEvent } from '@/lib/worker/process-event';
import { startWorker } from '@/lib/worker/start-worker';
import { effectOf, firstTry, runEffectOf } from '../../../harness/apply-events';
import { holdTable } from '../../../harness/hold-table';
import { until, useInbox } from '../../../harness/inbox';
import { storeEvents } from '../../../harness/store-event';

type Own = {
  handle(event: unknown, context: EventContext): Promise<string>;
  prepare?(): Promise<string | null>;
  isPrepared?(): Promise<boolean>;
};

// A shop's own handler may do anything: what a test puts here stands in the place of that for `payment_method.attached`.
const shop = vi.hoisted((): { own?: Own } => ({}));
vi.mock('@/lib/handlers/registry', async (importOriginal) => {
  const registry = await importOriginal<typeof import('@/lib/handlers/registry')>();
  return {
    ...registry,
    findHandler: (type: string) =>
      type === 'payment_method.attached' && shop.own ? { type, ...shop.own } : registry.findHandler(type),
  };
});
vi.mock('@/lib/effects/fulfilment/fulfil-order', () => ({ fulfilOrder: vi.fn(async () => ({ by: 'test' })) }));

const inbox = useInbox({ HANDLER_TIMEOUT_SECONDS: '1', FULFILL_LINK_WAIT_SECONDS: '0' });
afterEach(() => {
  shop.own = undefined;
});

const find = (id: string) =>
  inbox.prisma().webhookEvent.findUniqueOrThrow({ where: { id }, include: { attemptRecords: true } });

async function stored(type: Parameters<typeof buildEvent>[0] = 'payment_method.attached'): Promise<string> {
  const event = buildEvent(type);
  await storeEvents([event]);
  return event.id;
}

const process = (id: string, until?: number) => processEvent(inbox.prisma(), id, { ...firstTry, until });
const forever = () => new Promise<never>(() => {});
const TOLD = 'The handler of payment_method.attached did not end within 1 s (HANDLER_TIMEOUT_SECONDS)';

/** Transactions that are open in this database. */
const openTransactions = async (): Promise<unknown[]> =>
  (
    await connections().pool.query(
      `select query from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and state in ('active', 'idle in transaction') and backend_type = 'client backend'`,
    )
  ).rows;

describe('a handler that does not end', () => {
  it('fails its event with the limit, the setting and the type, and it is tried again', async () => {
    const id = await stored();
    shop.own = { handle: forever };
    await expect(process(id)).rejects.toThrow(TOLD);
    expect(await find(id)).toMatchObject({
      status: 'retrying',
      lastError: TOLD,
      attemptRecords: [{ outcome: 'failed', error: TOLD }],
    });
    shop.own = undefined;
    await process(id);
    expect(await find(id)).toMatchObject({ status: 'processed', attempts: 2 });
  });

  it.each([
    ['before it', { handle: async () => 'done', prepare: forever }, 'The preparation of payment_method.attached did'],
    ['in isPrepared', { handle: async () => 'done', prepare: async () => null, isPrepared: forever }, TOLD],
  ] as [string, Own, string][])('ends likewise in what comes %s', async (_, own, message) => {
    const id = await stored();
    shop.own = own;
    await expect(process(id)).rejects.toThrow(message);
  });

  it('gives its transaction and its connection back, also out of the middle of a lock wait', async () => {
    const id = await stored();
    const table = await holdTable(inbox.url(), 'payment_methods');
    try {
      await expect(process(id)).rejects.toThrow(TOLD);
      // Only the one that holds the table is left.
      expect(await openTransactions()).toHaveLength(1);
    } finally {
      await table.release();
    }
  });

  it('can write nothing later, hears that its time is over, and what it throws then ends nothing', async () => {
    const id = await stored();
    let later: Promise<unknown> | undefined;
    const unheard = vi.fn();
    globalThis.process.on('unhandledRejection', unheard);
    shop.own = {
      async handle(_, { tx, signal }) {
        await tx.customer.count();
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
        later = tx.$executeRaw`update hookwell.webhook_events set summary = 'too late' where id = ${id}`;
        await later;
        return 'done';
      },
    };
    await expect(process(id)).rejects.toThrow(TOLD);
    await expect(later).rejects.toThrow();
    await new Promise((resolve) => setImmediate(resolve));
    globalThis.process.off('unhandledRejection', unheard);
    expect(unheard).not.toHaveBeenCalled();
    expect((await find(id)).summary).toBeNull();
  });
});

describe('on a serverless host', () => {
  it('a handler has what the function has left, and the attempt says so', async () => {
    const id = await stored();
    shop.own = { handle: forever };
    await expect(process(id, Date.now() + 400)).rejects.toThrow(
      /did not end within 0 s, which was all the time that was left \(HANDLER_TIMEOUT_SECONDS allows 1\)/,
    );
  });

  it('so has a drain, whatever it was asked for, and a fulfilment', async () => {
    const id = await stored();
    shop.own = { handle: forever };
    await drain(connections(), { forMs: 5_000, until: Date.now() + 300 });
    expect((await find(id)).lastError).toContain('all the time that was left');

    const paid = buildEvent('payment_intent.succeeded');
    await storeEvents([paid]);
    await process(paid.id);
    vi.mocked(fulfilOrder).mockImplementationOnce(forever);
    await expect(runEffectOf(paid, 'fulfil', { ...firstTry, until: Date.now() + 200 } as never)).rejects.toThrow(
      'fulfilOrder did not end within 0 s, which was all the time that was left',
    );
    expect(await effectOf(paid, 'fulfil')).toMatchObject({ status: 'retrying' });
  });
});

it('six that hang keep no other event waiting for longer than the limit', async () => {
  shop.own = { handle: forever };
  const hanging = await Promise.all(Array.from({ length: 6 }, () => stored()));
  const worker = startWorker({ url: inbox.url(), mode: 'process' });
  try {
    await until(async () => {
      const locked = 'select from hookwell_worker.jobs where locked_at is not null';
      return (await connections().pool.query(locked)).rowCount === 6;
    }, 'every slot to be taken');
    const good = await stored('customer.created');
    await until(async () => (await find(good)).status === 'processed', 'the good event');
    await until(
      async () => (await Promise.all(hanging.map(find))).every(({ lastError }) => lastError === TOLD),
      'the others to have failed',
    );
  } finally {
    shop.own = undefined;
    await worker.stop();
  }
});
