/** Where our tables, types and functions are. Statements name it in full; what is here is for what takes a name. */
export const SCHEMA = 'hookwell';

/** Where graphile-worker keeps the queue: not its usual schema, which another app in the same database may use. */
export const WORKER_SCHEMA = 'hookwell_worker';
