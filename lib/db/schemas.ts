/** The PostgreSQL schema of our tables, and the one of the queue's. */
export const SCHEMA = 'public';
export const WORKER_SCHEMA = 'graphile_worker';
