import { countOpenFindings } from '../../invariants/queries';
import type { AlertRule } from './rule';

/** Paid orders of which only a person can say whether they are fulfilled. */
export const ordersHeld: AlertRule = {
  name: 'held',
  title: 'Orders that are held',
  async look(prisma) {
    const [held] = (await countOpenFindings(prisma)).filter(({ rule }) => rule === 'held_for_a_person');
    if (!held) return null;
    const orders = held.count === 1 ? '1 paid order is' : `${held.count} paid orders are`;
    return `${orders} held until somebody decides. Each says why: /orders?kind=undecided`;
  },
};
