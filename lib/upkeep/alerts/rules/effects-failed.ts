import { deploymentLivemode } from '../../../kit/env';
import type { AlertRule } from './alert-rule';

const MANY = 1_000;

/** Fulfillments and emails that gave up: somebody paid and got nothing, or no receipt. */
export const effectsFailed: AlertRule = {
  name: 'effects-failed',
  title: 'Effects failed',
  async look(prisma) {
    const rows = await prisma.$queryRaw<{ kind: string; count: number }[]>`
      select kind, count(*)::int as count from (
        select kind from hookwell.effects where livemode = ${deploymentLivemode()} and status = 'failed' limit ${MANY}
      ) as failed group by kind order by kind`;
    if (rows.length === 0) return null;
    const which = rows.map(({ kind, count }) => `${count} ${kind}`).join(', ');
    return `Effects failed for good: ${which}. Fix the cause, then retry: /effects?status=failed`;
  },
};
