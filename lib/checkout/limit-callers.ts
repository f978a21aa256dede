import { countAttempt, type Limit } from '../auth/attempts';
import { clientAddress, networkOf } from '../auth/client-address';
import { connections } from '../db/client';
import { log } from '../log/log';

/** A family behind one address shops for an afternoon; who tries stolen cards wants thousands. */
const PER_ADDRESS: Limit = { max: 60, seconds: 10 * 60 };
/** Where nobody can tell the address, all customers share one count. */
const FROM_ANYWHERE: Limit = { max: 3_000, seconds: 10 * 60 };

/**
 * Counts one more call of a checkout route, each of which makes an object at Stripe. Returns null when it may go on, else
 * how many seconds are left. A database that is away stops nobody from paying.
 */
export async function countCaller(headers: Headers): Promise<number | null> {
  const address = clientAddress(headers);
  const [of, limit] = address ? [networkOf(address), PER_ADDRESS] : ['unknown', FROM_ANYWHERE];
  try {
    return await countAttempt(connections().prisma, 'checkout-from', of, limit);
  } catch (error) {
    log().warn({ err: error }, `A checkout call could not be counted: ${(error as Error).message}`);
    return null;
  }
}
