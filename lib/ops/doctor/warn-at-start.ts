import { log } from '../../kit/log/log';
import type { Finding } from './finding';

/** Logs what the checks at the start found and what is no reason to stop. */
export function warnAtStart({ code, message, fix }: Finding): void {
  log().warn({ finding: code }, fix ? `${message}. ${fix}` : message);
}
