import { effectsFailed } from './effects-failed';
import { eventsFailed } from './events-failed';
import { ordersHeld } from './held';
import { jobsFailed } from './jobs-failed';
import { lagGrows } from './lag';
import { moneyWrong } from './money';
import type { AlertRule } from './rule';
import { signaturesFail } from './signatures';
import { unusualSilence } from './silence';
import { nothingApplied } from './standstill';
import { sweepFails } from './sweep';
import { workerGone } from './worker';

/** Every rule that is looked at, each with a heading in docs/runbook.md. */
export const ALERT_RULES: AlertRule[] = [
  workerGone,
  nothingApplied,
  eventsFailed,
  effectsFailed,
  jobsFailed,
  lagGrows,
  unusualSilence,
  signaturesFail,
  moneyWrong,
  ordersHeld,
  sweepFails,
];
