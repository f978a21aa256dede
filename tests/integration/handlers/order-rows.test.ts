import { describe, expect, it } from 'vitest';
import { readOrderRows } from '@/lib/orders/order-rows';
import { buildScenario, type ScenarioName } from '@/lib/simulator/build';
import { applyEvents } from '../../support/apply-events';
import { useInbox } from '../../support/inbox';
import { forAccount, ownDisputes } from '../../support/store-event';

const inbox = useInbox();

const rows = {
  paymentIntents: true,
  checkoutSessions: true,
  charges: true,
  refunds: true,
  disputes: true,
  invoices: true,
} as const;

describe('an order and its rows', () => {
  it.each<ScenarioName>(['purchase', 'partial-refund', 'dispute', 'subscription'])(
    'of a %s are read as Prisma reads them',
    async (name) => {
      const account = `acct_rows${name.replaceAll('-', '')}`;
      const events = buildScenario(name, { seed: `rows of ${name}` });
      await applyEvents(ownDisputes(forAccount(events, account), account));
      const prisma = inbox.prisma();
      const orders = await prisma.order.findMany({ where: { account }, include: rows });
      expect(orders.length).toBeGreaterThan(0);
      for (const { id, ...expected } of orders) {
        const { order, effects, ...lists } = await prisma.$transaction((tx) => readOrderRows(tx, id));
        expect({ ...order, ...lists }).toEqual({ id, ...expected });
        const asked = await prisma.effect.findMany({
          where: { orderId: id, objectId: null, status: { not: 'skipped' } },
        });
        expect(effects.toSorted()).toEqual(asked.map(({ kind }) => kind).sort());
        expect(effects).toContain('fulfil');
      }
    },
  );
});
