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
      { label: 'secret-1', secret, retired: false },
    ]);
    const several = parseEnv({ STRIPE_WEBHOOK_SECRET: `${secret}, shop:${secret}b ,old:${secret}c:retired` });
    expect(several.STRIPE_WEBHOOK_SECRET).toEqual([
      { label: 'secret-1', secret, retired: false },
      { label: 'shop', secret: `${secret}b`, retired: false },
      { label: 'old', secret: `${secret}c`, retired: true },
    ]);
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
    const known = [...readFileSync('lib/env.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(
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
