import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { env } from '../env';

const slot = Symbol.for('hookwell.client-address');
type Global = typeof globalThis & { [slot]?: AsyncLocalStorage<string | null> };

/** Shared through `globalThis`, because the server and Next each load their own copy of this file. */
const storage = (): AsyncLocalStorage<string | null> => {
  const global = globalThis as Global;
  global[slot] ??= new AsyncLocalStorage();
  return global[slot];
};

/** What only a proxy in front may say. Without one they are a caller's own words, and Next would believe them. */
const PROXY_HEADERS = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded'];

/**
 * Runs the handling of a request with its caller's address kept beside it: that of the connection, or behind TRUST_PROXY
 * proxies the one that the outermost of them saw. No header carries it on, so that none can forge it.
 */
export function withClientAddress<Result>(request: IncomingMessage, handle: () => Result): Result {
  const forwarded = request.headers['x-forwarded-for'];
  const address = forwardedAddress(forwarded) ?? request.socket.remoteAddress ?? null;
  if (env().TRUST_PROXY === 0) for (const name of PROXY_HEADERS) delete request.headers[name];
  return storage().run(address, handle);
}

/** The caller's address, null where nobody can tell: under `next dev`, or on a platform without TRUST_PROXY. */
export function clientAddress(headers: Headers): string | null {
  return storage().getStore() ?? forwardedAddress(headers.get('x-forwarded-for') ?? undefined);
}

/** Each proxy appends what it saw: with n of them the n-th from the end is the first that can be believed. */
function forwardedAddress(header: string | string[] | undefined): string | null {
  const hops = env().TRUST_PROXY;
  if (hops === 0 || header === undefined) return null;
  const seen = String(header).split(',');
  return seen.at(-hops)?.trim().slice(0, 64) || null;
}

/** What counts as one caller: whoever has one address of IPv6 has the 2⁶⁴ beside it too. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || /^::ffff:/i.test(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const [front, back] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const missing = Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array<string>(missing).fill('0'), ...back].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
