import { after } from 'next/server';
import { settleRejections } from '@/lib/inbox/rejections/note-rejection';
import { env } from '@/lib/kit/env';
import { offerTasks } from '@/lib/worker/tasks';
import { drainAfterwards } from './drain-afterwards';

/**
 * On a serverless platform the work is done behind this answer, in the time that the function has; the job was committed
 * before, so what is cut off is done by the next delivery or by cron.
 */
export function workAfterwards(response: Response): Response {
  // `next dev` reloads edited handlers with this file, and hands them to the worker that keeps running.
  offerTasks();
  if (response.ok) drainAfterwards();
  else if (env().WORKER === 'serverless') after(settleRejections);
  return response;
}
