import { countOpenFindings } from '../../invariants/queries';
import type { AlertRule } from './rule';

/** A rule about the money does not hold. */
export const moneyWrong: AlertRule = {
  name: 'money',
  title: 'The money does not add up',
  async look(prisma) {
    const open = await countOpenFindings(prisma);
    if (open.length === 0) return null;
    const which = open.map(({ rule, count }) => `${rule} (${count})`).join(', ');
    return `Rules about the money do not hold: ${which}. Each says what to do: /findings`;
  },
};
