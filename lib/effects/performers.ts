import type { EffectKind } from './effect-kind';
import { performDisputeMail } from './perform/perform-dispute-mail';
import { performFulfilment } from './perform/perform-fulfilment';
import { performReceipt } from './perform/perform-receipt';
import type { Performance, Performed } from './perform/performance';

/** Does one kind of effect. What it throws is tried again, unless it is a `PermanentFailure`. */
export type Performer = (performance: Performance) => Promise<Performed>;

export const PERFORMERS: Record<EffectKind, Performer> = {
  fulfil: performFulfilment,
  receipt: performReceipt,
  dispute_mail: performDisputeMail,
};
