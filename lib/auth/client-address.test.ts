import { expect, it } from 'vitest';
import { networkOf } from './client-address';

it('takes the addresses of one IPv6 network for one caller', () => {
  for (const address of ['2001:db8:1:2::1', '2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:0db8:0001:0002::'])
    expect(networkOf(address)).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
});

it('takes every IPv4 address for itself', () => {
  for (const address of ['203.0.113.7', '::ffff:203.0.113.7', 'unknown']) expect(networkOf(address)).toBe(address);
});
