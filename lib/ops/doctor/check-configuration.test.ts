import { describe, expect, test } from 'vitest';
import { checkConfiguration } from './check-configuration';

const KEY = 'sk_test_0123456789';
const SECRET = 'whsec_0123456789';
const GOOD = { STRIPE_SECRET_KEY: KEY, STRIPE_WEBHOOK_SECRET: SECRET };

function codesOf(raw: Record<string, string>): string[] {
  const { findings } = checkConfiguration(raw, { localSecrets: () => 0 });
  expect(JSON.stringify(findings)).not.toMatch(/0123456789/);
  for (const { severity, fix } of findings) expect(Boolean(fix)).toBe(severity !== 'ok');
  return findings.filter(({ severity }) => severity !== 'ok').map(({ severity, code }) => `${severity} ${code}`);
}

describe('checkConfiguration', () => {
  test('finds nothing wrong with what is right', () => {
    expect(codesOf(GOOD)).toEqual([]);
    expect(codesOf({ ...GOOD, NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: 'pk_test_x', STRIPE_MODE: 'test' })).toEqual([]);
  });

  test.each<[string, Record<string, string>, string[]]>([
    ['a newline at the end of the key', { STRIPE_SECRET_KEY: `${KEY}\n` }, ['error env_whitespace']],
    ['a newline at the end of the secret', { STRIPE_WEBHOOK_SECRET: `${SECRET}\r\n` }, ['error env_whitespace']],
    ['a space before a value', { APP_URL: ' http://shop.example.com' }, ['error env_whitespace']],
    ['an invisible character', { STRIPE_WEBHOOK_SECRET: `${SECRET}\u200b` }, ['error env_whitespace']],
    ['quotes that docker kept', { STRIPE_SECRET_KEY: `"${KEY}"` }, ['error env_quotes']],
    ['curly quotes', { STRIPE_WEBHOOK_SECRET: `“${SECRET}”` }, ['error env_quotes']],
    ['a publishable key as the secret one', { STRIPE_SECRET_KEY: 'pk_test_0123456789' }, ['error key_publishable']],
    ['the signing secret as the key', { STRIPE_SECRET_KEY: SECRET }, ['error key_is_webhook_secret']],
    ['the key as the signing secret', { STRIPE_WEBHOOK_SECRET: `shop:${KEY}` }, ['error webhook_secret_is_key']],
    ['nonsense as the key', { STRIPE_SECRET_KEY: '0123456789' }, ['error env_invalid']],
    ['nonsense as a number', { PORT: 'three' }, ['error env_invalid']],
    [
      'nonsense in a variable whose name stands in another’s',
      { PORT: 'three', SHOP_SUPPORT: '“mail us”' },
      ['error env_quotes', 'error env_invalid'],
    ],
    ['the secret key in a public variable', { NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: KEY }, ['error secret_key_public']],
    ['nonsense in the public one', { NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: 'x' }, ['error publishable_key_invalid']],
    ['test and live mixed', { NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: 'pk_live_x' }, ['error modes_mixed']],
    ['a mode that the key contradicts', { STRIPE_MODE: 'live' }, ['error mode_contradicts_key']],
    ['a live key on a laptop', { STRIPE_SECRET_KEY: 'rk_live_0123456789' }, ['warn live_key_here']],
    ['no key', { STRIPE_SECRET_KEY: '' }, ['warn key_missing']],
    ['no signing secret', { STRIPE_WEBHOOK_SECRET: '' }, ['warn webhook_secret_missing']],
    [
      'no signing secret in a deployment',
      { STRIPE_WEBHOOK_SECRET: '', APP_URL: 'https://shop.example.com', TRUST_PROXY: '1' },
      ['error webhook_secret_missing'],
    ],
    [
      'nothing that says the mode of a deployment',
      { STRIPE_SECRET_KEY: '', APP_URL: 'https://shop.example.com', TRUST_PROXY: '1' },
      ['warn key_missing', 'error mode_missing'],
    ],
    ['TLS by a proxy that nobody told of', { APP_URL: 'https://shop.example.com' }, ['warn trust_proxy_missing']],
    ['TLS by a proxy that is none', { APP_URL: 'https://shop.example.com', TRUST_PROXY: '0' }, []],
    ['only retired secrets', { STRIPE_WEBHOOK_SECRET: `a:${SECRET}:retired` }, ['error webhook_secret_retired']],
    ['one secret twice', { STRIPE_WEBHOOK_SECRET: `a:${SECRET},b:${SECRET}` }, ['error webhook_secret_twice']],
  ])('%s', (_, change, codes) => {
    expect(codesOf({ ...GOOD, ...change })).toEqual(codes);
  });

  test('says that nothing else can be looked at when the app would not start', () => {
    expect(checkConfiguration({ PORT: 'three' }, { localSecrets: () => 0 }).env).toBeNull();
    expect(checkConfiguration({ PORT: '3001' }, { localSecrets: () => 0 }).env).toMatchObject({ PORT: 3001 });
  });
});
