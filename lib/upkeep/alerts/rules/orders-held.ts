import { countOpenFindings } from '../../invariants/queries';
import { heldForAPerson } from '../../invariants/rules/held-for-a-person';
import type { AlertRule } from './alert-rule';

/** Paid orders of which only a person can say whether they are fulfilled. */
export const ordersHeld: AlertRule = {
  name: 'held',
  title: 'Orders that are held',
  async look(prisma) {
    const [held] = (await countOpenFindings(prisma)).filter(({ rule }) => rule === heldForAPerson.name);
    if (!held) return null;
    const orders = held.count === 1 ? '1 paid order is' : `${held.count} paid orders are`;
    return `${orders} held until somebody decides. Each says why: /orders?kind=undecided`;
  },
};
