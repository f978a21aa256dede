import { describeDuration } from '@/app/_lib/describe-event';
import type { EventDetail } from '@/lib/dashboard/events/queries';

type Told = Pick<EventDetail, 'status' | 'outcome' | 'applies' | 'createdAt' | 'receivedAt'>;

/** Why an event changed nothing, in a sentence. */
export function whyNothing(event: Told): string {
  switch (event.status) {
    case 'pending':
      return 'Nothing yet: it is waiting for a worker.';
    case 'retrying':
      return 'Nothing: the last attempt failed, and a failed attempt leaves nothing behind.';
    case 'failed':
      return 'Nothing: no attempt succeeded, and a failed one leaves nothing behind.';
    case 'ignored':
      return event.applies
        ? 'Nothing: no handler acts on this type. The event is kept.'
        : 'Nothing: it is an event of test mode that came by a live endpoint. It is kept.';
    case 'processed':
      return whyProcessed(event);
  }
}

function whyProcessed({ outcome, createdAt, receivedAt }: Told): string {
  const late = +receivedAt - +createdAt;
  const came = late > 60_000 ? ` It arrived ${describeDuration(late)} after Stripe created it.` : '';
  switch (outcome) {
    case 'stale':
      return `Nothing: it is stale. A newer state was already applied; this event changes nothing.${came}`;
    case 'already_paid':
      return 'Nothing: everything in it was known from an earlier event or from the success page, which requested the fulfillment.';
    default:
      return 'Nothing: everything in it that Hookwell keeps was known already.';
  }
}
