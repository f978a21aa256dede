import type { BegunEvent } from '../inbox/store/begin-event';
import { count, observe } from '../kit/metrics/count';

type Attempted = Pick<BegunEvent, 'type' | 'createdAt' | 'receivedAt' | 'processedAt'>;

/** Counts an attempt; the lags only of an event that was applied the first time, because a replay is no delay. */
export function noteAttempt(event: Attempted, outcome: 'processed' | 'ignored' | 'retrying' | 'failed'): void {
  count('hookwell_events_processed_total', { type: event.type, outcome });
  if (event.processedAt || outcome === 'retrying' || outcome === 'failed') return;
  const { createdAt, receivedAt } = event;
  observe('hookwell_event_lag_seconds', { stage: 'received' }, (receivedAt.getTime() - createdAt.getTime()) / 1_000);
  observe('hookwell_event_lag_seconds', { stage: 'processed' }, (Date.now() - receivedAt.getTime()) / 1_000);
}
