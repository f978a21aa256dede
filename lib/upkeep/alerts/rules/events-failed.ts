import { countOpenEvents } from '../../../inbox/store/count-open-events';
import { deploymentLivemode } from '../../../kit/env';
import type { AlertRule } from './alert-rule';

/** Events that gave up: the order or refund behind each is not done. */
export const eventsFailed: AlertRule = {
  name: 'events-failed',
  title: 'Events failed',
  async look(prisma) {
    const { failed } = await countOpenEvents(prisma, deploymentLivemode());
    if (failed === 0) return null;
    return `${failed} event${failed === 1 ? '' : 's'} failed for good and wait${failed === 1 ? 's' : ''} for a person. Mend the cause and replay: /events?status=failed`;
  },
};
