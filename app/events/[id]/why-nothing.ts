import { formatDuration } from '@/app/_lib/describe-event';
import type { EventDetail } from '@/lib/events/queries';

/** Why an event changed nothing, in a sentence. */
export function whyNothing(event: EventDetail): string {
  switch (event.status) {
    case 'pending':
      return 'Nothing yet: it waits for a worker.';
    case 'retrying':
      return 'Nothing: the last attempt failed, and a failed attempt leaves nothing behind.';
    case 'failed':
      return 'Nothing: no attempt succeeded, and a failed one leaves nothing behind.';
    case 'ignored':
      return 'Nothing: no handler acts on this type. The event is kept.';
    case 'processed':
      return whyProcessed(event);
  }
}

function whyProcessed({ summary, createdAt, receivedAt }: EventDetail): string {
  const late = +receivedAt - +createdAt;
  const came = late > 60_000 ? ` It came ${formatDuration(late)} after Stripe made it.` : '';
  if (summary?.includes('later state of it was known'))
    return `Nothing: it is stale. A later event had brought a further state already, which this one does not take back.${came}`;
  if (summary?.includes('fulfilment asked for before') || summary?.includes('fulfilled before'))
    return 'Nothing: all that it says was known from an earlier event or from the success page, and the work was asked for then.';
  return 'Nothing: all that it says and Hookwell keeps was known already.';
}
