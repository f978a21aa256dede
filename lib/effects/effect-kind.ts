/** What Hookwell does on the outside. Each kind has one performer (performers.ts). */
export type EffectKind = 'fulfil' | 'receipt' | 'dispute_mail';
