import fc from 'fast-check';
import type Stripe from 'stripe';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventContext } from '@/lib/db/event-context';
import { findHandler } from '@/lib/handlers/registry';
import { arrivals, tell } from './lives';
import { ModelStore } from './model-store';

let store: ModelStore;

// The places where the merge meets the database, put onto the model.
vi.mock('@/lib/payments/orders/merge-object', () => ({
  mergeObject: async (...args: Parameters<ModelStore['mergeObject']>) => store.mergeObject(...args),
  mergeLink: async (...args: Parameters<ModelStore['mergeLink']>) => store.mergeLink(...args),
}));
vi.mock('@/lib/payments/orders/order-refs', () => ({
  lockPurchase: async () => undefined,
  newOrderId: () => 'ord_model',
}));
vi.mock('@/lib/payments/disputes/write-movements', () => ({ writeMovements: async () => undefined }));
vi.mock('@/lib/db/upsert-object', () => ({
  upsertObject: async (...args: Parameters<ModelStore['upsertObject']>) => store.upsertObject(...args),
}));
vi.mock('@/lib/effects/request-dispute-mail', () => ({ requestDisputeMail: async () => null }));
vi.mock('@/lib/effects/request-receipt', () => ({ requestReceiptsOfCustomer: async () => undefined }));

/** Payment methods are merged by a statement of their own; every permutation of theirs is tried on PostgreSQL. */
const isModelled = ({ type }: Stripe.Event) => !type.startsWith('payment_method.');

async function merge(events: Stripe.Event[]): Promise<string> {
  store = new ModelStore();
  for (const event of events.filter(isModelled)) {
    const handler = findHandler(event.type);
    const { id, type, created, livemode } = event;
    const context = {
      event: { id, type, account: null, livemode, createdAt: new Date(created * 1000), apiVersion: event.api_version },
      tx: { $queryRaw: async () => [] },
    } as unknown as EventContext;
    await handler?.handle(event as never, context);
  }
  return store.final();
}

describe('the merge of one purchase’s events', () => {
  beforeEach(() => {
    store = new ModelStore();
  });

  it('ends in the rows of the in-order run, for 2,000 purchases in any order, with repetitions', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, async ({ events, arrived }) => {
        expect(await merge(arrived)).toBe(await merge(events));
      }),
      { numRuns: 2000, verbose: fc.VerbosityLevel.None },
    );
  }, 300_000);

  it('knows orders at all: the model is not empty', async () => {
    const events = tell(['refund'], 'abcdef', { squeeze: 1 });
    const { orders } = JSON.parse(await merge(events));
    expect(orders).toMatchObject([{ facts: { status: 'refunded' } }]);
    expect(await merge(events.slice(0, -1))).not.toBe('');
  });
});
