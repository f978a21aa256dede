import type { AcquiredDatabase } from '../../dev/postgres/acquire-database';
import { env } from '../../kit/env';
import type { GroupReport } from '../doctor/finding';
import { runDoctor } from '../doctor/run-doctor';

export type DoctorReport = { at: Date; groups: GroupReport[] };

/** A page that looks again every second must not send a probe every second. */
const KEEP_MS = 10 * 60_000;

let last: Promise<DoctorReport> | undefined;
let lastAt = 0;

/** What the doctor finds, looked at once for ten minutes; what it could not look at is an error for the caller. */
export function doctorReport(now = Date.now()): Promise<DoctorReport> {
  if (!last || now - lastAt > KEEP_MS) {
    lastAt = now;
    last = examine(new Date(now));
    last.catch(() => forgetDoctorReport());
  }
  return last;
}

/** Lets the next look be a new one. */
export function forgetDoctorReport(): void {
  last = undefined;
}

async function examine(at: Date): Promise<DoctorReport> {
  return { at, groups: await runDoctor({ acquire: async () => database() }) };
}

/** The database that the running app has, whoever started it. */
function database(): AcquiredDatabase {
  const { DATABASE_URL: url, DIRECT_DATABASE_URL: directUrl } = env();
  if (!url) throw new Error('DATABASE_URL is not set; the app would not run without it');
  return { url, directUrl: directUrl ?? url, embedded: false, release: async () => {} };
}
