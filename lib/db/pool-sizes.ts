/** The most connections that the doors and pages of one process open, and those of one serverless function. */
export const APP_POOL = 10;
export const SERVERLESS_POOL = 5;

/** Jobs at a time in one worker, unless it is told otherwise. */
export const WORKER_CONCURRENCY = 6;

/** What a worker opens beside one connection for each job: its own queries, LISTEN, the heartbeat, and the watch. */
export const WORKER_EXTRA = 4;

/** What the watch has for itself, so that it sees a pool that is used up. */
export const WATCH_POOL = 1;

/** The most that `npm start` with its worker opens, or one serverless function. */
export const connectionsPerProcess = (serverless: boolean): number =>
  serverless ? SERVERLESS_POOL : APP_POOL + WORKER_CONCURRENCY + WORKER_EXTRA;
