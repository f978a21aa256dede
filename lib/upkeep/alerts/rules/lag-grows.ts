import { Prisma } from '../../../db/generated/client';
import { OLDEST_WAITING_SQL } from '../../../inbox/store/oldest-waiting.sql';
import { env } from '../../../kit/env';
import type { AlertRule } from './alert-rule';

/** What is due is not applied: no worker runs, or they do not keep up. */
export const lagGrows: AlertRule = {
  name: 'lag',
  title: 'Events wait too long',
  async look(prisma) {
    const [row] = await prisma.$queryRaw<{ seconds: number | null }[]>(Prisma.raw(OLDEST_WAITING_SQL));
    const seconds = Math.round(row?.seconds ?? 0);
    const { ALERT_LAG_SECONDS: limit } = env();
    if (seconds <= limit) return null;
    return `The oldest event that is due has waited ${seconds} s (the limit is ${limit}). Look whether workers run and keep up: /api/health`;
  },
};
