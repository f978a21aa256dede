import { BlockList, isIP } from 'node:net';
import { connections } from '../db/client';
import { env } from '../kit/env';
import { log } from '../kit/log/log';
import { type AttemptLimit, countAttempt } from '../people/auth/attempts';
import { clientAddress, networkOf } from '../people/auth/client-address';

/** A family, or a street behind its carrier's one address, shops for an afternoon; who tries stolen cards wants thousands. */
const PER_ADDRESS: AttemptLimit = { max: 120, seconds: 10 * 60 };
/** Where nobody can tell the address, all customers share one count: it must not close the shop on a good day. */
const FROM_ANYWHERE: AttemptLimit = { max: 3_000, seconds: 10 * 60 };

/** A customer has no such address: it is that of a proxy which nobody told us of (TRUST_PROXY). */
const inside = new BlockList();
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
inside.addAddress('::1', 'ipv6');
inside.addSubnet('fc00::', 7, 'ipv6');
inside.addSubnet('fe80::', 10, 'ipv6');

/**
 * Counts one more call that makes an object at Stripe. Returns null when it may go on, else how many seconds are left. A
 * database that is away stops nobody from paying.
 */
export async function countCaller(headers: Headers): Promise<number | null> {
  const address = clientAddress(headers);
  const known = address !== null && (Boolean(env().TRUST_PROXY) || !isInside(address));
  try {
    const wait = await (known
      ? countAttempt(connections().prisma, 'checkout-from', networkOf(address), PER_ADDRESS)
      : countAttempt(connections().prisma, 'checkout-from', 'unknown', FROM_ANYWHERE));
    if (wait !== null && !known)
      log().error(
        'The shop has made 3,000 payments in ten minutes and refuses more: set TRUST_PROXY, so that callers are told apart',
      );
    return wait;
  } catch (error) {
    log().warn({ err: error }, `A checkout call could not be counted: ${(error as Error).message}`);
    return null;
  }
}

function isInside(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && inside.check(address, version === 6 ? 'ipv6' : 'ipv4');
}
