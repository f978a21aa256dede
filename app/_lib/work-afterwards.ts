import { after } from 'next/server';
import { settleRejections } from '@/lib/inbox/rejections/note-rejection';
import { env } from '@/lib/kit/env';
import { offerTasks } from '@/lib/worker/tasks';
import { drainAfterwards } from './drain-afterwards';

/** The moment at which a delivery came. `next dev` reloads edited handlers with this file: the worker that keeps running gets them first. */
export function noteArrival(): Date {
  offerTasks();
  return new Date();
}

/**
 * On a serverless platform the work is done behind this answer, in the time that the function has; the job was committed
 * before, so what is cut off is done by the next delivery or by cron.
 */
export function workAfterwards(response: Response): Response {
  if (response.ok) drainAfterwards();
  // A 503 leaves nothing to record, and may say that the configuration cannot be read.
  else if (response.status < 500 && env().WORKER === 'serverless') after(settleRejections);
  return response;
}
