import { deploymentLivemode } from '../../../kit/env';
import { sweepSummary } from '../../sweep/queries';
import type { AlertRule } from './alert-rule';

/** The comparison with Stripe fails, or is so late that Stripe is about to forget what nobody compared. */
export const sweepFails: AlertRule = {
  name: 'sweep',
  title: 'The sweep fails',
  quotesErrors: true,
  async look(prisma) {
    const summary = await sweepSummary(prisma, deploymentLivemode());
    if (!summary || (!summary.error && !summary.overdue)) return null;
    const why = summary.error ?? `nothing was compared since ${summary.until.toISOString()}`;
    return `The inbox is not compared with Stripe’s list of events: ${why}. Run it by hand: npm run sweep`;
  },
};
