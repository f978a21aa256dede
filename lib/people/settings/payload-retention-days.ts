import { z } from 'zod';
import { defineSetting } from './define-setting';

const MOST = 36_500;
const problem = `is no number of days from 1 to ${MOST.toLocaleString('en')}; leave it empty to keep payloads for ever`;

/** After how many days payloads are redacted. Null: never. */
export const payloadRetentionDays = defineSetting<number | null>({
  key: 'payloadRetentionDays',
  title: 'Payload retention',
  explanation:
    'Payloads, mails and refused deliveries older than this lose their text for good. Ids, times, amounts, SHA-256 and signatures stay. Empty: kept for ever.',
  schema: z.preprocess(
    (typed) => (typeof typed !== 'string' ? typed : typed.trim() === '' ? null : Number(typed)),
    z.number(problem).int(problem).min(1, problem).max(MOST, problem).nullable(),
  ) as z.ZodType<number | null>,
  default: null,
  input: { kind: 'number', min: 1, max: MOST, unit: 'days', optional: true },
});
