import { noteArrival, workAfterwards } from '@/app/_lib/work-afterwards';
import { answerUnread, answerWebhook, refuseMethod } from '@/lib/inbox/handle-request';
import { endedEarly } from '@/lib/inbox/read-body';

export const dynamic = 'force-dynamic';
export const maxDuration = 60;

export async function POST(request: Request): Promise<Response> {
  const receivedAt = noteArrival();
  // A body of unknown or excessive length is not read whole.
  const unread = await answerUnread(request);
  if (unread) return workAfterwards(unread);

  // The exact text: whatever parses it first breaks the signature.
  const body = await request.text().catch(endedEarly);
  const signature = request.headers.get('stripe-signature');

  // Verified, stored, committed; only then 200. What the event does is done by a worker.
  return workAfterwards(await answerWebhook(request, { body, signature, receivedAt }));
}

export const GET = refuseMethod;
export const HEAD = refuseMethod;
export const PUT = refuseMethod;
export const PATCH = refuseMethod;
export const DELETE = refuseMethod;
export const OPTIONS = refuseMethod;
