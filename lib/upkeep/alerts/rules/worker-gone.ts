import { env } from '../../../kit/env';
import type { AlertRule } from './alert-rule';

/** Longer than a restart takes. */
const GONE_SECONDS = 60;

/** The last worker ended without a goodbye. Looked for by an app that leaves the work to others. */
export const workerGone: AlertRule = {
  name: 'worker',
  title: 'No worker is running',
  async look(prisma) {
    // Functions apply events in their own invocations: none of them beats for long.
    if (env().WORKER === 'serverless') return null;
    const [row] = await prisma.$queryRaw<{ seconds: number | null }[]>`
      select extract(epoch from now() - max(beat_at))::int as seconds from hookwell.worker_heartbeats`;
    if (!row || row.seconds === null || row.seconds < GONE_SECONDS) return null;
    return `The last worker was heard ${row.seconds} s ago: events are stored, and not applied. Look at its log, and start it again: npm run worker`;
  },
};
