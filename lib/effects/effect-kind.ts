import { MAIL_PRIORITY } from '../kit/jobs/jobs';

/** What Hookwell does on the outside. Each kind has one performer (performers.ts). */
export type EffectKind = 'fulfil' | 'receipt' | 'dispute_mail';

/** When each is done where much waits: what the customer paid for comes before what tells of it. */
export const EFFECT_PRIORITY: Record<EffectKind, number> = {
  fulfil: 0,
  receipt: MAIL_PRIORITY,
  dispute_mail: MAIL_PRIORITY,
};
