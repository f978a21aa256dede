import { countOpenFindings } from '../../invariants/queries';
import { heldForAPerson } from '../../invariants/rules/held-for-a-person';
import type { AlertRule } from './alert-rule';

/** A rule about the money does not hold. */
export const moneyWrong: AlertRule = {
  name: 'money',
  title: 'The money does not add up',
  async look(prisma) {
    // What waits for a decision is no fault of the sums: see ./held.ts.
    const open = (await countOpenFindings(prisma)).filter(({ rule }) => rule !== heldForAPerson.name);
    if (open.length === 0) return null;
    const which = open.map(({ rule, count }) => `${rule} (${count})`).join(', ');
    return `Rules about the money do not hold: ${which}. Each says what to do: /findings`;
  },
};
