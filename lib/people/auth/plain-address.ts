import { isIPv6 } from 'node:net';

/** `::ffff:203.0.113.7` as the URL standard writes it. */
const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * An address as one caller always has it, however a proxy or a socket wrote it: without a port, brackets, quotes or
 * a zone, IPv6 in its shortest form, and IPv4 inside IPv6 as IPv4. What is no address stays as it is, cut to 64 characters.
 */
export function plainAddress(written: string): string {
  const text = written.trim().replace(/^"(.*)"$/, '$1');
  const host = (/^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([^:]+):\d+$/.exec(text)?.[1] ?? text).replace(
    /%.*$/,
    '',
  );
  if (!isIPv6(host)) return host.slice(0, 64);
  const short = new URL(`http://[${host}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(short) ?? [];
  if (!high || !low) return short;
  const [front, back] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [front >> 8, front & 255, back >> 8, back & 255].join('.');
}
