/** The graphile-worker task that applies one event. Its job's key is `event:<id>`: an event has one job at the most. */
export const PROCESS_EVENT = 'process_event';

/** The graphile-worker task that does one effect. Its job's key is `effect:<key>`. */
export const RUN_EFFECT = 'run_effect';

/** The flag of each such job, by which a worker that runs enough of them leaves the others where they are. */
export const EFFECT_FLAG = 'effect';

/** The flag of an event's job that was put back because it has to ask Stripe, and could not. */
export const STRIPE_FLAG = 'stripe';

/** Beside that: Stripe does not answer. The job's payload says since when (`silentSince`). */
export const SILENCE_FLAG = 'stripe_silent';

/** The graphile-worker task that checks the rules about the money, every five minutes on one of the workers. */
export const CHECK_MONEY = 'check_money';

/** The graphile-worker task that compares the inbox with Stripe's list of events: at a start, and every five minutes. */
export const SWEEP = 'sweep';

/** The graphile-worker task that redacts what is older than the retention says, every hour. */
export const REDACT_OLD = 'redact_old';

/** The graphile-worker task that brings an erasure to its end. Its job's key is `erase:<id>`. */
export const ERASE = 'erase';

/** Tries before an event or effect is `failed` and waits for a person: about three and a half hours with graphile-worker's backoff. */
export const MAX_ATTEMPTS = 10;

/** The graphile-worker task that compares the texts that came under one event's id; lib/db/sql/record_deliveries.sql asks for it. */
export const COMPARE_DELIVERIES = 'compare_deliveries';

/** The graphile-worker task that brings a replay of many events forward. Its job's key is `replay:<batch>`. */
export const REPLAY_BATCH = 'replay_batch';

/**
 * graphile-worker takes the lowest number first. What was just received is 0, and so is its fulfilment. Mails stand behind
 * both, so that in a busy hour a receipt never holds up an order.
 */
export const MAIL_PRIORITY = 5;

/**
 * An event of a bulk replay stands behind what was just received, and the job that enqueues more of them behind those: it
 * gets its turn when most of what it enqueued is done.
 */
export const REPLAYED_PRIORITY = 10;
export const REPLAY_BATCH_PRIORITY = 20;
