import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { resetEnv } from '../../kit/env';
import { clientAddress, isSharedAddress, networkOf, withClientAddress } from './client-address';

afterEach(() => {
  vi.unstubAllEnvs();
  resetEnv();
});

it('takes the addresses of one IPv6 network for one caller', () => {
  for (const address of ['2001:db8:1:2::1', '2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:0db8:0001:0002::'])
    expect(networkOf(address)).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
});

it('takes every IPv4 address for itself, however it is written', () => {
  for (const address of ['203.0.113.7', 'unknown']) expect(networkOf(address)).toBe(address);
  for (const address of ['::ffff:203.0.113.7', '::FFFF:CB00:7107', '0:0:0:0:0:ffff:203.0.113.7'])
    expect(networkOf(address)).toBe('203.0.113.7');
});

/** A request as `node:http` hands it on, and what is known of its caller while it is handled. */
function callerOf(headers: Record<string, string>, trustProxy: string | undefined) {
  vi.stubEnv('TRUST_PROXY', trustProxy);
  vi.stubEnv('LOG_LEVEL', 'silent');
  resetEnv();
  const request = {
    headers: { ...headers },
    socket: { remoteAddress: '::ffff:10.0.0.1' },
  } as unknown as IncomingMessage;
  return withClientAddress(request, () => ({
    address: clientAddress(new Headers()),
    shared: isSharedAddress(new Headers()),
    left: Object.keys(request.headers),
  }));
}

describe('behind a proxy', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:41234', '203.0.113.7'],
    ['"203.0.113.7:41234"', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:41234', '203.0.113.7'],
    ['2001:DB8:1:2::A', '2001:db8:1:2::a'],
    ['[2001:DB8:1:2::A]', '2001:db8:1:2::a'],
    ['[2001:db8:1:2:0:0:0:a]:41234', '2001:db8:1:2::a'],
    ['fe80::1%eth0', 'fe80::1'],
  ])('%s is one caller', (written, address) => {
    expect(callerOf({ 'x-forwarded-for': `198.51.100.1, ${written}` }, '1')).toMatchObject({ address, shared: false });
  });

  it('that nobody told of, an address may be that of many, and no header is believed', () => {
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
      expect(callerOf({ [name]: '203.0.113.7' }, undefined)).toMatchObject({ address: '10.0.0.1', shared: true });
    expect(callerOf({ 'x-forwarded-for': '203.0.113.7', host: 'x' }, undefined).left).toEqual(['host']);
  });

  it('that is said not to be there, such a header is forged, and changes nothing', () => {
    const caller = callerOf({ 'x-forwarded-for': '203.0.113.7' }, '0');
    expect(caller).toEqual({ address: '10.0.0.1', shared: false, left: [] });
  });
});
