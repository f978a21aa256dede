import type { EffectKind } from './effect-kind';
import { performDisputeMail } from './perform/dispute-mail';
import { performFulfilment } from './perform/fulfil';
import type { Performance, Performed } from './perform/performance';
import { performReceipt } from './perform/receipt';

/** Does one kind of effect. What it throws is tried again, unless it is a `PermanentFailure`. */
export type Performer = (performance: Performance) => Promise<Performed>;

export const PERFORMERS: Record<EffectKind, Performer> = {
  fulfil: performFulfilment,
  receipt: performReceipt,
  dispute_mail: performDisputeMail,
};
