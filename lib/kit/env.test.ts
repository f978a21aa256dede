import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EnvError, parseEnv } from './env';

const problems = (source: Record<string, string>): string[] => {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
};
// Put together here, so that no scanner takes it for a real one.
const secret = `whsec_${'a1'.repeat(12)}`;
const key = (mode: string) => ['sk', mode, '0123456789'].join('_');

describe('parseEnv', () => {
  it('needs nothing, and takes an empty variable for an unset one', () => {
    expect(parseEnv({ PORT: '', STRIPE_WEBHOOK_SECRET: '  ' })).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      STRIPE_WEBHOOK_SECRET: [],
      WEBHOOK_TOLERANCE_SECONDS: 300,
      WEBHOOK_MAX_BODY_BYTES: 1_048_576,
      WEBHOOK_BODIES_IN_FLIGHT_BYTES: 33_554_432,
      WORKER: 'inline',
    });
  });

  it('listens on every address in production, where sign-in guards it, and else on this machine', () => {
    expect(parseEnv({ NODE_ENV: 'production' }).HOST).toBe('0.0.0.0');
    expect(parseEnv({ NODE_ENV: 'production', HOST: '127.0.0.1' }).HOST).toBe('127.0.0.1');
  });

  it('reads one secret, several, labelled and retired ones', () => {
    expect(parseEnv({ STRIPE_WEBHOOK_SECRET: secret }).STRIPE_WEBHOOK_SECRET).toEqual([
      { label: 'secret-1', secret, retired: false, scope: { modes: ['test'], accounts: 'any' } },
    ]);
    const several = parseEnv({ STRIPE_WEBHOOK_SECRET: `${secret}, shop:${secret}b ,old:${secret}c:retired` });
    expect(several.STRIPE_WEBHOOK_SECRET).toMatchObject([
      { label: 'secret-1', secret, retired: false },
      { label: 'shop', secret: `${secret}b`, retired: false },
      { label: 'old', secret: `${secret}c`, retired: true },
    ]);
  });

  it.each([
    // One that says nothing is of the deployment's mode; of one's own account, once another is Connect's.
    [{ STRIPE_MODE: 'live' }, secret, [{ modes: ['live'], accounts: 'any' }]],
    [{ STRIPE_SECRET_KEY: key('live') }, `a:${secret}`, [{ modes: ['live'], accounts: 'any' }]],
    [
      { STRIPE_MODE: 'live' },
      `a:${secret},b:${secret}b:connect`,
      [
        { modes: ['live'], accounts: 'own' },
        { modes: ['live'], accounts: 'connected' },
      ],
    ],
    [{}, `a:${secret}:live:acct_1A:acct_2B`, [{ modes: ['live'], accounts: ['acct_1A', 'acct_2B'] }]],
    [{}, `${secret}:test:live`, [{ modes: ['test', 'live'], accounts: 'any' }]],
    [{}, `${secret}:live:connect:retired`, [{ modes: ['live'], accounts: 'connected' }]],
  ])('gives each secret its scope: %j %s', (others, secrets, scopes) => {
    const env = parseEnv({ ...others, STRIPE_WEBHOOK_SECRET: secrets });
    expect(env.STRIPE_WEBHOOK_SECRET.map(({ scope }) => scope)).toEqual(scopes);
  });

  it.each([
    [{}, secret, null],
    [{}, `a:${secret}:live,b:${secret}b:live:connect,c:${secret}c:test:retired`, 'live'],
    [{}, `a:${secret}:live,b:${secret}b:test`, null],
    [{}, `a:${secret}:live,b:${secret}b`, null],
    [{ STRIPE_MODE: 'test' }, `${secret}:live`, 'test'],
    [{ STRIPE_SECRET_KEY: key('live') }, '', 'live'],
  ])('knows its mode from the key, STRIPE_MODE or all secrets: %j %s is %s', (others, secrets, mode) => {
    expect(parseEnv({ ...others, STRIPE_WEBHOOK_SECRET: secrets }).deploymentMode).toBe(mode);
  });

  it.each([
    ['"whsec_0a1b2c3d4e5f"', /entry 1 has a quotation mark in it; write it without quotes/],
    ['shop:‘whsec_0a1b2c3d4e5f’', /quotation mark/],
    ['whsec_0a1b2c3d4e5f;', /entry 1 has a semicolon in it; secrets are separated by commas/],
    ['whsec_…', /entry 1 is a placeholder, or was cut off; copy the whole secret from the endpoint's page/],
    ['whsec_...', /placeholder/],
    ['whsec_xxxxxxxxxxxx', /placeholder/],
    ['whsec_your_secret_here', /placeholder/],
    ['whsec_<secret>', /placeholder/],
    ['whsec_1234567890abcdef', /placeholder/],
    ['shop:whsec_abc', /placeholder, or was cut off/],
    [`${secret},shop:${key('test')}`, /entry 2 looks like an API key/],
    [`shop:${secret}:lvie`, /entry 1 has something else than :test, :live, :connect, :acct_… or :retired behind/],
    [`a:${secret},a:${secret}b`, /the label "a" stands there twice/],
    [`${secret},`, /entry 2 does not start with whsec_/],
  ])('refuses what is no secret: %s', (secrets, words) => {
    const [problem] = problems({ STRIPE_WEBHOOK_SECRET: secrets });
    expect(problem).toMatch(words);
    expect(problem).not.toContain(secret);
  });

  it('refuses a publishable key of the other mode', () => {
    const publishable = ['pk', 'live', '0123456789'].join('_');
    expect(problems({ NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: publishable, STRIPE_SECRET_KEY: key('test') })).toEqual([
      expect.stringContaining('NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY is a live key'),
    ]);
    expect(problems({ NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: key('test') })[0]).toContain('does not start with pk_test_');
    expect(problems({ NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: publishable })).toEqual([]);
  });

  it('refuses a mode that the key contradicts', () => {
    expect(problems({ STRIPE_MODE: 'live', STRIPE_SECRET_KEY: key('test') })[0]).toContain(
      'STRIPE_SECRET_KEY is a test key',
    );
    expect(problems({ STRIPE_MODE: 'live', STRIPE_SECRET_KEY: key('live') })).toEqual([]);
  });

  it('refuses a tolerance of 0, which would switch the protection against replays off', () => {
    expect(problems({ WEBHOOK_TOLERANCE_SECONDS: '0' })[0]).toMatch(/^WEBHOOK_TOLERANCE_SECONDS must be between 1/);
  });

  it('reads who mails come from and who hears of disputes', () => {
    const mail = { SMTP_URL: 'smtps://user:p%40ss@smtp.example.com', EMAIL_FROM: 'Shop <shop@example.com>' };
    expect(parseEnv({ ...mail, OPERATOR_EMAILS: 'ann@example.com, bob@example.com' })).toMatchObject({
      EMAIL_FROM: { name: 'Shop', address: 'shop@example.com' },
      OPERATOR_EMAILS: ['ann@example.com', 'bob@example.com'],
    });
    expect(parseEnv({}).OPERATOR_EMAILS).toEqual([]);
    expect(problems({ SMTP_URL: 'http://hunter2', EMAIL_FROM: 'hunter2', OPERATOR_EMAILS: 'a@b.de,hunter2' })).toEqual([
      expect.stringContaining('SMTP_URL is not an SMTP URL'),
      expect.stringContaining('EMAIL_FROM is not one address'),
      expect.stringContaining('OPERATOR_EMAILS has something other than an address as entry 2'),
    ]);
  });

  it('shows no value in a problem', () => {
    const all = problems({
      STRIPE_SECRET_KEY: 'hunter2',
      STRIPE_WEBHOOK_SECRET: 'hunter2',
      DATABASE_URL: 'hunter2',
      PORT: 'hunter2',
      SMTP_URL: 'hunter2',
      EMAIL_FROM: 'hunter2',
      OPERATOR_EMAILS: 'hunter2',
    });
    expect(all).toHaveLength(7);
    expect(all.join()).not.toContain('hunter2');
  });

  it('is explained in .env.local.example, each variable', () => {
    const example = readFileSync('.env.local.example', 'utf8');
    const known = [...readFileSync('lib/kit/env.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(
      ([, name]) => name as string,
    );
    expect(known).toContain('STRIPE_WEBHOOK_SECRET');
    for (const name of known.filter((name) => name !== 'NODE_ENV'))
      expect(example).toMatch(new RegExp(`^${name}=`, 'm'));
    const shown = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(
      ([, name, value]) => [name, value] as [string, string],
    );
    expect(problems(Object.fromEntries(shown))).toEqual([]);
    for (const [name] of shown) expect(known).toContain(name);
  });
});
