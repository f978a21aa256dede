import { describe, expect, test } from 'vitest';
import { endpointUrl } from './endpoint-url';

describe('endpointUrl', () => {
  test.each([
    ['https://shop.example.com', 'https://shop.example.com/api/webhook'],
    ['https://shop.example.com/webhook', 'https://shop.example.com/webhook'],
    [
      'https://shop.example.com/a/b?x-vercel-protection-bypass=s',
      'https://shop.example.com/a/b?x-vercel-protection-bypass=s',
    ],
  ])('%s becomes %s', (given, url) => {
    expect(endpointUrl(given)).toBe(url);
  });

  test.each([
    ['http://shop.example.com', /is not https/],
    ['https://localhost', /Stripe does not reach it.*npm run listen/],
    ['https://192.168.0.5/api/webhook', /Stripe does not reach it/],
    ['https://172.20.1.1', /Stripe does not reach it/],
    ['https://[::1]:3000', /Stripe does not reach it/],
    ['https://shop.local', /Stripe does not reach it/],
    ['ftp://shop.example.com', /is no URL/],
    ['shop', /is no URL/],
    ['https://me:pw@shop.example.com', /Leave them out/],
    ['https://shop.example.com/#hook', /Leave them out/],
  ])('refuses %s', (given, message) => {
    expect(() => endpointUrl(given)).toThrow(message);
  });
});
