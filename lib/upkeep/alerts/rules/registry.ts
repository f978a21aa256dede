import type { AlertRule } from './alert-rule';
import { effectsFailed } from './effects-failed';
import { eventsFailed } from './events-failed';
import { jobsFailed } from './jobs-failed';
import { lagGrows } from './lag-grows';
import { moneyWrong } from './money-wrong';
import { nothingApplied } from './nothing-applied';
import { ordersHeld } from './orders-held';
import { signaturesFail } from './signatures-fail';
import { stripeSilent } from './stripe-silent';
import { sweepFails } from './sweep-fails';
import { unusualSilence } from './unusual-silence';
import { workerGone } from './worker-gone';

/** What holds where rules cannot be looked at: the database refuses them what they ask. */
export const BLIND = { name: 'watch', title: 'Alerts cannot be looked for' };

/** What the process of a door says by itself, without the database: ../watch-door.ts. */
export const REFUSED = { name: 'deliveries-refused', title: 'Deliveries are refused' };

/** Every rule that is looked at, each with a heading in docs/runbook.md. */
export const ALERT_RULES: AlertRule[] = [
  workerGone,
  nothingApplied,
  eventsFailed,
  effectsFailed,
  jobsFailed,
  stripeSilent,
  lagGrows,
  unusualSilence,
  signaturesFail,
  moneyWrong,
  ordersHeld,
  sweepFails,
];

/** What an alert is called. */
export const titleOf = (name: string): string =>
  [...ALERT_RULES, BLIND, REFUSED].find((rule) => rule.name === name)?.title ?? name;
