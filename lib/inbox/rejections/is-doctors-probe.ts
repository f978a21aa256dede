import type { Refused } from './refused';

const DOCTOR = /^Hookwell-Doctor\//;

/**
 * Whether a refused delivery is a question of `npm run doctor` (lib/ops/doctor/reachability/probe-body.ts), whose answer the
 * doctor shows itself. Who pretends to be the doctor only keeps his own garbage out of the list.
 */
export const isDoctorsProbe = ({ userAgent, body }: Refused): boolean =>
  DOCTOR.test(userAgent ?? '') && body !== null && (body.length < 10 || body.slice(0, 200).includes('hookwell.probe'));
