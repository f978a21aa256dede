import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { env } from '../../kit/env';
import { log } from '../../kit/log/log';
import { plainAddress } from './plain-address';

/** Where a request comes from. `shared`: perhaps a proxy that TRUST_PROXY says nothing of, and so many callers' address. */
type Caller = { address: string | null; shared: boolean };

const slot = Symbol.for('hookwell.client-address');
const warnedSlot = Symbol.for('hookwell.client-address.warned');
type Global = typeof globalThis & { [slot]?: AsyncLocalStorage<Caller>; [warnedSlot]?: boolean };

/** Shared through `globalThis`, because the server and Next each load their own copy of this file. */
const storage = (): AsyncLocalStorage<Caller> => {
  const global = globalThis as Global;
  global[slot] ??= new AsyncLocalStorage();
  return global[slot];
};

/** What only a proxy in front may say. Without one they are a caller's own words, and Next would believe them. */
const PROXY_HEADERS = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded'];

/** Each of these says that somebody passed a request on. */
const PASSED_ON = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via', 'cf-connecting-ip'];

/**
 * Runs the handling of a request with its caller's address kept beside it: that of the connection, or behind TRUST_PROXY
 * proxies the one that the outermost of them saw. No header carries it on, so that none can forge it.
 */
export function withClientAddress<Result>(request: IncomingMessage, handle: () => Result): Result {
  const { headers, socket } = request;
  const told = env().TRUST_PROXY;
  const passedOn = told === undefined && PASSED_ON.some((name) => headers[name] !== undefined);
  if (passedOn) warnOfProxy();
  // A proxy that adds no header stands in the same network.
  const shared = passedOn || (told === undefined && isPrivate(plainAddress(socket.remoteAddress ?? '')));
  const seen = forwardedAddress(headers['x-forwarded-for']) ?? socket.remoteAddress;
  if (!told) for (const name of PROXY_HEADERS) delete headers[name];
  return storage().run({ address: seen ? plainAddress(seen) : null, shared }, handle);
}

/** Loopback, private and link-local addresses: https://www.rfc-editor.org/rfc/rfc6890 */
const isPrivate = (address: string): boolean =>
  /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd]|fe[89ab])/i.test(address);

/** The caller's address, null where nobody can tell: under `next dev`, or on a platform without TRUST_PROXY. */
export function clientAddress(headers: Headers): string | null {
  return storage().getStore()?.address ?? forwardedAddress(headers.get('x-forwarded-for') ?? undefined);
}

/** Whether many callers may have this request's address, so that a count of it must not keep all of them out. */
export const isSharedAddress = (headers: Headers): boolean =>
  storage().getStore()?.shared === true || clientAddress(headers) === null;

/** Each proxy appends what it saw: with n of them the n-th from the end is the first that can be believed. */
function forwardedAddress(header: string | string[] | undefined): string | null {
  const hops = env().TRUST_PROXY;
  if (!hops || header === undefined) return null;
  const seen = String(header).split(',').at(-hops);
  return plainAddress(seen ?? '') || null;
}

/** What counts as one caller: whoever has one address of IPv6 has the 2⁶⁴ beside it too. */
export function networkOf(written: string): string {
  const address = plainAddress(written);
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const [front, back] = [head, tail].map((part) => part.split(':').filter(Boolean)) as [string[], string[]];
  const missing = Math.max(0, 8 - front.length - back.length);
  return `${[...front, ...Array<string>(missing).fill('0'), ...back].slice(0, 4).join(':')}::/64`;
}

function warnOfProxy(): void {
  const global = globalThis as Global;
  if (global[warnedSlot]) return;
  global[warnedSlot] = true;
  log().warn(
    { finding: 'trust_proxy_missing' },
    'A request came through a proxy, and TRUST_PROXY is not set: all callers count as one. Set it to the number of proxies in front (mostly 1), or to 0 if there is none',
  );
}
