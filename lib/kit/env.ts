import { resolve } from 'node:path';
import { z } from 'zod';
import { isAddress, type Mailbox, parseMailbox } from './address';
import { certificates, judgeTls, postgresUrl } from './connection-string/env-values';
import {
  modeOfSecrets,
  parseSecrets,
  resolveSecrets,
  type WebhookSecret,
  type WrittenSecret,
} from './signing-secrets/parse-secrets';
import type { Mode } from './signing-secrets/secret-scope';

/**
 * The one place that reads `process.env`. Empty counts as unset. What is malformed stops the start with a message
 * that names the variable, what is wrong with it and how to set it, and never shows its value.
 */
export type Env = Omit<z.output<typeof schema>, 'STRIPE_WEBHOOK_SECRET'> & {
  STRIPE_WEBHOOK_SECRET: WebhookSecret[];
  /** Of which mode the events are that this deployment acts on. Null: nothing says it. */
  deploymentMode: Mode | null;
};

/** Thrown when a variable is malformed. `problems` holds one line for each. */
export class EnvError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'EnvError';
  }
}

const wholeNumber = (name: string, min: number, max: number, example: string) =>
  z
    .string()
    .regex(/^\d+$/, `is not a whole number; set it like ${name}=${example}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `must be between ${min} and ${max}; set it like ${name}=${example}`);

const url = (protocols: string[], problem: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), problem);

const httpUrl = url(['http:', 'https:'], 'is not a URL; it looks like https://shop.example.com');

const smtpUrl = url(
  ['smtp:', 'smtps:'],
  'is not an SMTP URL; it looks like smtps://user:password@smtp.example.com:465, with %40 for an @ in the user or password',
);

const mailbox = z.string().transform((value, context): Mailbox => {
  const parsed = parseMailbox(value);
  if (parsed) return parsed;
  context.addIssue({
    code: 'custom',
    message: 'is not one address; write shop@example.com or Shop <shop@example.com>',
  });
  return z.NEVER;
});

const addresses = z
  .string()
  .transform((value) => value.split(',').map((entry) => entry.trim()))
  .superRefine((entries, context) => {
    const wrong = entries.findIndex((entry) => !isAddress(entry));
    if (wrong !== -1)
      context.addIssue({
        code: 'custom',
        message: `has something other than an address as entry ${wrong + 1}; write ann@example.com,bob@example.com`,
      });
  });

/** 24 to 64 random bytes in base64 behind a prefix: https://www.standardwebhooks.com */
const standardSecret = z.string().refine((value) => {
  const bytes = Buffer.from(value.replace(/^whsec_/, ''), 'base64').length;
  return /^whsec_[A-Za-z0-9+/]+=*$/.test(value) && bytes >= 24 && bytes <= 64;
}, 'is not whsec_ and 24 to 64 bytes in base64; make one with: echo "whsec_$(openssl rand -base64 32)"');

const webhookSecrets = z.string().transform((value, context): WrittenSecret[] => {
  try {
    return parseSecrets(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

const apiKey = (name: string, prefixes: string[]) =>
  z.string().refine((value) => prefixes.some((prefix) => value.startsWith(prefix)) && !/\s/.test(value), {
    message: `does not start with ${prefixes.join(' or ')}, or holds white space; copy ${name} from https://dashboard.stripe.com/apikeys`,
  });

const schema = z.object({
  NODE_ENV: z.string().optional(),
  PORT: wholeNumber('PORT', 0, 65535, '3000').default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'is not a host name or address; set it like HOST=127.0.0.1')
    .default('127.0.0.1'),
  APP_URL: httpUrl.optional(),
  AUTH_SECRET: z.string().min(32, 'is shorter than 32 characters; make one with: openssl rand -base64 32').optional(),
  ERASURE_KEY: z.string().min(32, 'is shorter than 32 characters; make one with: openssl rand -base64 32').optional(),
  TRUST_PROXY: wholeNumber('TRUST_PROXY', 0, 10, '1').optional(),
  DATABASE_URL: postgresUrl.optional(),
  DIRECT_DATABASE_URL: postgresUrl.optional(),
  DATABASE_CA: certificates.optional(),
  DATABASE_POOL_SIZE: wholeNumber('DATABASE_POOL_SIZE', 2, 1_000, '20').optional(),
  HOOKWELL_DATA_DIR: z.string().default('.hookwell'),
  STRIPE_SECRET_KEY: apiKey('STRIPE_SECRET_KEY', ['sk_test_', 'sk_live_', 'rk_test_', 'rk_live_']).optional(),
  NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY: apiKey('NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY', ['pk_test_', 'pk_live_']).optional(),
  STRIPE_API_BASE_URL: httpUrl.optional(),
  STRIPE_MODE: z.enum(['test', 'live'], 'must be test or live').optional(),
  STRIPE_WEBHOOK_SECRET: webhookSecrets.default([]),
  WEBHOOK_TOLERANCE_SECONDS: wholeNumber('WEBHOOK_TOLERANCE_SECONDS', 1, 86_400, '300').default(300),
  WEBHOOK_MAX_BODY_BYTES: wholeNumber('WEBHOOK_MAX_BODY_BYTES', 1_024, 104_857_600, '1048576').default(1_048_576),
  WEBHOOK_BODIES_IN_FLIGHT_BYTES: wholeNumber(
    'WEBHOOK_BODIES_IN_FLIGHT_BYTES',
    1_048_576,
    17_179_869_184,
    '33554432',
  ).default(33_554_432),
  WORKER: z.enum(['inline', 'external', 'serverless'], 'must be inline, external or serverless').default('inline'),
  CRON_SECRET: z.string().min(16, 'is shorter than 16 characters; make one with: openssl rand -hex 32').optional(),
  ALERT_EMAILS: addresses.default([]),
  ALERT_WEBHOOK_URL: httpUrl.optional(),
  ALERT_WEBHOOK_SECRET: standardSecret.optional(),
  ALERT_LAG_SECONDS: wholeNumber('ALERT_LAG_SECONDS', 5, 86_400, '60').default(60),
  METRICS_TOKEN: z.string().min(16, 'is shorter than 16 characters; make one with: openssl rand -hex 32').optional(),
  CHECKOUT: z.enum(['on', 'off'], 'must be on or off').default('on'),
  FULFILL_LINK_WAIT_SECONDS: wholeNumber('FULFILL_LINK_WAIT_SECONDS', 0, 3_600, '60').default(60),
  FULFILL_REVIEWED: z.enum(['approved', 'always'], 'must be approved or always').default('approved'),
  FULFILL_REFUNDED: z.enum(['never', 'always'], 'must be never or always').default('never'),
  HANDLER_TIMEOUT_SECONDS: wholeNumber('HANDLER_TIMEOUT_SECONDS', 1, 3_600, '60').default(60),
  WATCHDOG_SECONDS: wholeNumber('WATCHDOG_SECONDS', 5, 3_600, '20').default(20),
  SMTP_URL: smtpUrl.optional(),
  EMAIL_FROM: mailbox.optional(),
  OPERATOR_EMAILS: addresses.default([]),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be trace, debug, info, warn, error or silent')
    .default('info'),
});

/** Reads and checks the given variables. Throws {@link EnvError} with every problem at once. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const set = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  // In production others have to reach it, and sign-in guards it; while developing nobody has to.
  if (set.NODE_ENV === 'production') set.HOST ??= '0.0.0.0';
  const result = schema.safeParse(set);
  if (!result.success)
    throw new EnvError(result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  const key = result.data.STRIPE_SECRET_KEY;
  const keyMode: Mode | undefined = key ? (/^[sr]k_live_/.test(key) ? 'live' : 'test') : undefined;
  if (keyMode && result.data.STRIPE_MODE && result.data.STRIPE_MODE !== keyMode)
    throw new EnvError([
      `STRIPE_MODE says ${result.data.STRIPE_MODE}, but STRIPE_SECRET_KEY is a ${keyMode} key; remove STRIPE_MODE or use the other key`,
    ]);
  if (result.data.ALERT_WEBHOOK_URL && !result.data.ALERT_WEBHOOK_SECRET)
    throw new EnvError([
      'ALERT_WEBHOOK_URL is set without ALERT_WEBHOOK_SECRET, by which the receiver knows that a message is ours; make one with: echo "whsec_$(openssl rand -base64 32)"',
    ]);
  for (const name of ['DATABASE_URL', 'DIRECT_DATABASE_URL'] as const) {
    const problem = judgeTls(result.data[name], result.data.DATABASE_CA !== undefined);
    if (problem) throw new EnvError([`${name} ${problem}`]);
  }
  const publishable = result.data.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY;
  const publishableMode = publishable && (publishable.startsWith('pk_live_') ? 'live' : 'test');
  if (keyMode && publishableMode && publishableMode !== keyMode)
    throw new EnvError([
      `NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY is a ${publishableMode} key, but STRIPE_SECRET_KEY is a ${keyMode} key; copy both from the same mode of https://dashboard.stripe.com/apikeys`,
    ]);
  const { STRIPE_WEBHOOK_SECRET: written, STRIPE_MODE: mode } = result.data;
  const deploymentMode = keyMode ?? mode ?? modeOfSecrets(written);
  return { ...result.data, STRIPE_WEBHOOK_SECRET: resolveSecrets(written, deploymentMode ?? 'test'), deploymentMode };
}

let cached: Env | undefined;

/** The checked environment of this process, read once. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** Forgets what was read, for tests that change a variable. */
export function resetEnv(): void {
  cached = undefined;
}

/** Makes this process one of production, before anything of Next or React is loaded. */
export function becomeProduction(): void {
  Object.assign(process.env, { NODE_ENV: 'production' });
}

/** Gives this process variables that it lacks, where a command stands in for what nobody has set. */
export function provide(variables: Partial<Record<keyof Env, string>>): void {
  for (const [name, value] of Object.entries(variables)) if (!process.env[name]?.trim()) process.env[name] = value;
  resetEnv();
}

/** Whether this is a production build. */
export const isProduction = (): boolean => process.env.NODE_ENV === 'production';

/**
 * Whether events with `livemode: true` are the ones this deployment acts on: from the key, else `STRIPE_MODE`, else the mode
 * that all secrets name, else test.
 */
export const deploymentLivemode = (): boolean => env().deploymentMode === 'live';

/**
 * Stops the start of a production that nobody has told its mode: taken for test, it would refuse every live event. Throws
 * {@link EnvError}.
 */
export function requireMode(): void {
  if (isProduction() && env().deploymentMode === null)
    throw new EnvError([
      'STRIPE_MODE is not set, and nothing else says whether this deployment acts on live or on test events; set STRIPE_SECRET_KEY, or STRIPE_MODE=live (or test), or write :live (or :test) behind each secret in STRIPE_WEBHOOK_SECRET',
    ]);
}

/** The absolute folder of the embedded database and of secrets that live on this machine only. */
export function dataDir(): string {
  // The comment keeps Next from taking the whole project along because of this path.
  return resolve(/* turbopackIgnore: true */ process.cwd(), env().HOOKWELL_DATA_DIR);
}

/** Where the running app is reached, without a trailing slash. */
export const appUrl = (): string => (env().APP_URL ?? localUrl()).replace(/\/+$/, '');

/** The same as this machine sees it. `port`: the one that it got where PORT=0 asked for any. */
export function localUrl(port = env().PORT): string {
  const { HOST } = env();
  const host = ['0.0.0.0', '::'].includes(HOST) ? '127.0.0.1' : HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Whether browsers reach the app over TLS, so that cookies are for TLS only and browsers may be told to insist on it. */
export const isServedOverTls = (): boolean => appUrl().startsWith('https:');

/** Whether only this machine reaches the app. */
export const isLoopbackOnly = (): boolean => ['127.0.0.1', '::1', 'localhost'].includes(env().HOST);

/** Whether the terminal takes colours (https://no-color.org). */
export const wantsColour = (): boolean => process.stdout.isTTY === true && !process.env.NO_COLOR;

/** Whether this runs on Vercel, which writes the client's address into a header that no client can set. */
export const onVercel = (): boolean => process.env.VERCEL === '1';

/** Whether `next build` is running: it loads the app without a configuration. */
export const isBuilding = (): boolean => process.env.NEXT_PHASE === 'phase-production-build';

/** Where the build lies: `.next`, or the folder that the tests build into. */
export const buildDir = (): string =>
  resolve(/* turbopackIgnore: true */ process.cwd(), process.env.NEXT_DIST_DIR || '.next');

/** Whether Next leaves the signals to us (NEXT_MANUAL_SIG_HANDLE), so that jobs in hand are finished first. */
export const handlesSignals = (): boolean => Boolean(process.env.NEXT_MANUAL_SIG_HANDLE);

/** The variables that are ours as they were set, with the white space and quotes that should not be there: for the doctor. */
export function rawEnv(): Record<string, string> {
  const names = new Set([...Object.keys(schema.shape), 'NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY']);
  const ours = Object.entries(process.env).filter(([name, value]) => names.has(name) && value !== undefined);
  return Object.fromEntries(ours) as Record<string, string>;
}

/** The names of all variables that are ours. */
export const envNames = (): string[] => Object.keys(schema.shape);

/** The whole environment of this process, to hand on to a child that is part of the app. */
export const currentEnv = (): NodeJS.ProcessEnv => ({ ...process.env });

/**
 * Everything but our own configuration, for a program that is the developer's rather than ours: the Stripe CLI finds
 * its login, a proxy or a keyring through variables that are not ours to list.
 */
export function foreignEnv(): NodeJS.ProcessEnv {
  const foreign = Object.entries(process.env).filter(([name]) => !Object.hasOwn(schema.shape, name));
  return { NODE_ENV: process.env.NODE_ENV, ...Object.fromEntries(foreign) };
}

/** What a program of the system needs to run, and no secret of ours. */
export function systemEnv(): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'PATHEXT'];
  // Windows writes some of them as Path and SystemRoot.
  const known = Object.entries(process.env).filter(([name]) => names.includes(name.toUpperCase()));
  return { NODE_ENV: process.env.NODE_ENV, LC_ALL: 'C', ...Object.fromEntries(known) } as NodeJS.ProcessEnv;
}
