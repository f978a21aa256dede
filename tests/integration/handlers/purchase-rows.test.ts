import { describe, expect, it } from 'vitest';
import { buildScenario, type ScenarioName } from '@/lib/dev/simulator/build';
import { readPurchaseRows } from '@/lib/payments/orders/purchase-rows';
import { applyEvents } from '../../../harness/apply-events';
import { useInbox } from '../../../harness/inbox';
import { forAccount } from '../../../harness/store-event';

const inbox = useInbox();

const rows = {
  paymentIntents: true,
  checkoutSessions: true,
  charges: true,
  refunds: true,
  disputes: true,
  invoices: true,
  reviews: true,
} as const;

describe('an order and its rows', () => {
  it.each<ScenarioName>(['purchase', 'partial-refund', 'dispute', 'subscription'])(
    'of a %s are read as Prisma reads them',
    async (name) => {
      const account = `acct_rows${name.replaceAll('-', '')}`;
      const events = buildScenario(name, { seed: `rows of ${name}` });
      await applyEvents(forAccount(events, account));
      const prisma = inbox.prisma();
      const orders = await prisma.order.findMany({ where: { account }, include: rows });
      expect(orders.length).toBeGreaterThan(0);
      for (const { id, ...expected } of orders) {
        const { orders: read, effects, ...stored } = await prisma.$transaction((tx) => readPurchaseRows(tx, [id]));
        const lists = Object.fromEntries(Object.keys(rows).map((name) => [name, stored[name as keyof typeof rows]]));
        expect({ ...read[0], ...lists }).toEqual({ id, ...expected });
        const asked = await prisma.effect.findMany({
          where: { orderId: id, objectId: null, status: { not: 'skipped' } },
        });
        expect(effects.map(({ kind }) => kind).sort()).toEqual(asked.map(({ kind }) => kind).sort());
        expect(effects).toContainEqual(expect.objectContaining({ kind: 'fulfil', orderId: id }));
      }
    },
  );
});
