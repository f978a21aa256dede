import { describeFailedJobs, findFailedJobs } from '../../liveness/failed-jobs';
import type { AlertRule } from './alert-rule';

/** The worker's other work: what checks the money, sweeps, replays and erases. */
export const jobsFailed: AlertRule = {
  name: 'jobs-failed',
  title: 'Jobs failed',
  quotesErrors: true,
  async look(prisma) {
    const failed = await findFailedJobs((sql, ...values) => prisma.$queryRawUnsafe(sql, ...values));
    if (failed.length === 0) return null;
    return `${describeFailedJobs(failed)}. The worker’s log has each with its stack`;
  },
};
