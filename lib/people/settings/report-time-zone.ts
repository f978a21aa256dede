import { z } from 'zod';
import { defineSetting } from './define-setting';

/** Whether this runtime knows the zone by its IANA name. An offset like +02:00 knows no summer time, and is none. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The usual capitals; a newer name than the runtime's own (Asia/Kolkata, not Asia/Calcutta) stays as it was written. */
function withCapitals(name: string): string {
  const known = new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone;
  return known.toLowerCase() === name.toLowerCase() ? known : name;
}

/** The zone whose days the reports count by. */
export const reportTimeZone = defineSetting({
  key: 'reportTimeZone',
  title: 'Report time zone',
  explanation: 'Whose midnight ends a day in the overview’s revenue and refunds, and what its clocks show.',
  schema: z
    .string()
    .trim()
    .refine(isTimeZone, 'is no time zone; write its IANA name, like Europe/Berlin or UTC')
    .transform(withCapitals),
  default: 'UTC',
  input: { kind: 'choice', options: () => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((n) => n !== 'UTC')] },
});
