import { handleWebhookRequest } from '@/lib/webhook/handle-request';
import { offerTasks } from '@/lib/worker/tasks';

/** The door. `next dev` reloads edited handlers with it, and this hands them to the worker that keeps running. */
export function receiveWebhook(request: Request): Promise<Response> {
  offerTasks();
  return handleWebhookRequest(request);
}
