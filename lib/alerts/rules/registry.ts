import { effectsFailed } from './effects-failed';
import { eventsFailed } from './events-failed';
import { ordersHeld } from './held';
import { lagGrows } from './lag';
import { moneyWrong } from './money';
import type { AlertRule } from './rule';
import { signaturesFail } from './signatures';
import { unusualSilence } from './silence';
import { sweepFails } from './sweep';

/** Every rule that is looked at, each with a heading in docs/runbook.md. */
export const ALERT_RULES: AlertRule[] = [
  eventsFailed,
  effectsFailed,
  lagGrows,
  unusualSilence,
  signaturesFail,
  moneyWrong,
  ordersHeld,
  sweepFails,
];
