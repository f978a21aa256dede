import { appUrl } from '../../kit/env';
import { isLocal } from '../../kit/is-local';
import { log } from '../../kit/log/log';
import { getStripe } from '../../stripe/get-stripe';
import { listEndpoints, sameDoor } from '../endpoints/endpoint';

/**
 * Whether Stripe sends to this app. `local`: Stripe cannot reach the address, the CLI brings the events. `unknown`: there
 * is no key to ask with, or Stripe did not answer.
 */
export type Registered = 'yes' | 'off' | 'no' | 'local' | 'unknown';

/** The page looks every second; Stripe is asked seldom. */
const ASK_EVERY_MS = 20_000;

let asked: { at: number; answer: Promise<Registered> } | undefined;

export function findRegistered(now = Date.now()): Promise<Registered> {
  if (!asked || now - asked.at > ASK_EVERY_MS) asked = { at: now, answer: askStripe() };
  return asked.answer;
}

async function askStripe(): Promise<Registered> {
  const url = `${appUrl()}/api/webhook`;
  if (isLocal(url)) return 'local';
  const stripe = getStripe();
  if (!stripe) return 'unknown';
  try {
    const here = (await listEndpoints(stripe)).filter((endpoint) => sameDoor(endpoint.url, url));
    if (here.some(({ status }) => status === 'enabled')) return 'yes';
    return here.length > 0 ? 'off' : 'no';
  } catch (error) {
    log().debug({ err: error }, `Stripe did not say which endpoints it has: ${(error as Error).message}`);
    return 'unknown';
  }
}
