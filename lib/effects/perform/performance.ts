import type { Transaction } from '../../db/client';
import type { Effect, Order } from '../../db/generated/client';

/**
 * What a performer works with: the effect's transaction, under the effect's lock. `until`: when the time of this process is
 * over (milliseconds since 1970), where it has an end.
 */
export type Performance = { tx: Transaction; effect: Effect; order: Order; until?: number };

/** What the effect keeps, and what the log says of it. */
export type Performed = { result: Record<string, string>; said: string };
