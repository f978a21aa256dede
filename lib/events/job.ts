/** The graphile-worker task that applies one event. Its job's key is `event:<id>`, so that an event has one job at the most. */
export const PROCESS_EVENT = 'process_event';

/** Tries before an event is `failed` and waits for a person: about three hours with graphile-worker's backoff. */
export const EVENT_MAX_ATTEMPTS = 10;
