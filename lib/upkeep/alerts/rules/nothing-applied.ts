import { findStandstill, tellStandstill } from '../../liveness/standstill';
import type { AlertRule } from './alert-rule';

/** A worker runs, and nothing is applied: its heartbeat alone would have said that all is well. */
export const nothingApplied: AlertRule = {
  name: 'standstill',
  title: 'Nothing is applied',
  async look(prisma) {
    const still = await findStandstill((sql, ...values) => prisma.$queryRawUnsafe(sql, ...values));
    return still && `${tellStandstill(still)}. ${still.fix}`;
  },
};
