import type { Transaction } from '../db/client';
import type { Effect, Order } from '../db/generated/client';
import type { EffectKind } from './effect-kind';
import { performDisputeMail } from './perform/dispute-mail';
import { performFulfilment } from './perform/fulfil';
import { performReceipt } from './perform/receipt';

/**
 * What a performer works with: the effect's transaction, under the effect's lock. `until`: when the time of this process is
 * over (milliseconds since 1970), where it has an end.
 */
export type Performance = { tx: Transaction; effect: Effect; order: Order; until?: number };

/** What the effect keeps, and what the log says of it. */
export type Performed = { result: Record<string, string>; said: string };

/** Does one kind of effect. What it throws is tried again, unless it is a `PermanentFailure`. */
export type Performer = (performance: Performance) => Promise<Performed>;

export const PERFORMERS: Record<EffectKind, Performer> = {
  fulfil: performFulfilment,
  receipt: performReceipt,
  dispute_mail: performDisputeMail,
};
