import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** How long the pool stays as large as it is after the server had no connection left. */
const HOLD_MS = 1_000;
const RETRY_MS = 50;

/**
 * A pool that waits where the server has no connection left (a small plan, or the next version starting beside this
 * one), instead of failing: for one of its own to come back, or for another process to give one up. No longer than
 * `connectionTimeoutMillis`.
 */
export class PatientPool extends pg.Pool {
  readonly #wanted: number;

  constructor(config: pg.PoolConfig) {
    super(config);
    this.#wanted = this.options.max;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(
    callback: (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: unknown) => void) => void,
  ): void;
  override connect(
    callback?: (error: Error | undefined, client: pg.PoolClient | undefined, done: (release?: unknown) => void) => void,
  ): Promise<pg.PoolClient> | undefined {
    const connected = this.#connect();
    if (!callback) return connected;
    void connected.then(
      (client) => callback(undefined, client, (release) => client.release(release as Error | boolean | undefined)),
      (error: Error) => callback(error, undefined, () => {}),
    );
  }

  async #connect(): Promise<pg.PoolClient> {
    const until = Date.now() + (this.options.connectionTimeoutMillis || 10_000);
    for (;;) {
      try {
        return await super.connect();
      } catch (error) {
        if (!isUsedUp(error) || this.ending || Date.now() > until) throw error;
        this.#stayThisLarge();
        if (this.totalCount === 0) await pause(RETRY_MS);
      }
    }
  }

  /** Whoever comes now waits for a connection of ours, instead of asking the server for one in vain. */
  #stayThisLarge(): void {
    if (this.options.max !== this.#wanted) return;
    this.options.max = Math.max(1, this.totalCount);
    setTimeout(() => {
      this.options.max = this.#wanted;
      // pg-pool looks at those who wait only when a connection comes back.
      if (!this.ending) (this as unknown as { _pulseQueue(): void })._pulseQueue();
    }, HOLD_MS).unref();
  }
}

/**
 * Connects a client of its own, and waits as long where the server has no connection left: the app of the last version
 * gives some up while this one starts.
 */
export async function connectPatiently(make: () => pg.Client, patienceMs = 30_000): Promise<pg.Client> {
  for (const until = Date.now() + patienceMs; ; await pause(RETRY_MS)) {
    const client = make();
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (!isUsedUp(error) || Date.now() > until) throw error;
    }
  }
}

/** 53300: of the role, the database or the server. Poolers say it in words of their own. */
export const isUsedUp = (error: unknown): boolean =>
  (error as { code?: string }).code === '53300' ||
  /max clients reached|no more connections allowed/i.test((error as Error).message);
