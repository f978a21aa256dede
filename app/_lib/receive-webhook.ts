import { after } from 'next/server';
import { connections } from '@/lib/db/client';
import { env } from '@/lib/env';
import { log } from '@/lib/log/log';
import { handleWebhookRequest } from '@/lib/webhook/handle-request';
import { drain } from '@/lib/worker/drain';
import { offerTasks } from '@/lib/worker/tasks';

/**
 * The door. On a serverless platform the work is done after the answer, in the time that the function has; the job was
 * committed before, so what is cut off is done by the next delivery or by cron.
 */
export async function receiveWebhook(request: Request): Promise<Response> {
  // `next dev` reloads edited handlers with this file, and hands them to the worker that keeps running.
  offerTasks();
  const response = await handleWebhookRequest(request);
  if (response.ok && env().WORKER === 'serverless') after(workNow);
  return response;
}

async function workNow(): Promise<void> {
  try {
    await drain(connections(), { forMs: 40_000 });
  } catch (error) {
    log().error({ err: error }, `Left for the next delivery or cron: ${(error as Error).message}`);
  }
}
