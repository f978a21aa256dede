import { type Env, EnvError, parseEnv } from '../../kit/env';
import { isLocal } from '../../kit/is-local';
import type { WebhookSecret } from '../../kit/signing-secrets/parse-secrets';
import { describeScope } from '../../kit/signing-secrets/secret-scope';
import { checkKeys } from './check-keys';
import { about, error, type Finding, few, ok, warn } from './finding';

export type Configuration = {
  findings: Finding[];
  /** Null: a value is malformed, the app would not start, and nothing else can be looked at. */
  env: Env | null;
};

type Raw = Record<string, string | undefined>;

/** How many secrets this machine keeps for itself while developing (`simulator`, `cli`); asked only once the rest is well-formed. */
type Surroundings = { localSecrets(): number };

/** Looks at the variables as they were set, before white space and the like is forgiven, and at whether they fit together. */
export function checkConfiguration(raw: Raw, { localSecrets }: Surroundings): Configuration {
  const spelling = [...checkWhiteSpace(raw), ...checkQuotes(raw)];
  const keys = checkKeys(raw);
  const told = [...spelling, ...keys];
  let env: Env | null = null;
  try {
    env = parseEnv(raw);
  } catch (problem) {
    if (!(problem instanceof EnvError)) throw problem;
    // Told by a check that knows the cause already.
    for (const line of problem.problems)
      if (!told.some(({ severity, variable }) => severity === 'error' && variable === line.split(' ')[0]))
        told.push(error('env_invalid', line, 'The app does not start like this: correct the value.'));
  }
  if (env) told.push(...checkSecrets(env, localSecrets()), ...checkMode(env), ...checkProxy(env));
  if (told.every(({ severity }) => severity === 'ok'))
    told.unshift(ok('env', 'Every variable that is set is well-formed'));
  return { findings: told, env };
}

function checkWhiteSpace(raw: Raw): Finding[] {
  return entriesOf(raw).flatMap(([name, value]) => {
    if (value.trim() !== '' && (value !== value.trim() || /[\u200b-\u200d\u2060\ufeff]/.test(value))) {
      const what = /\s$/.test(value)
        ? /[\r\n]\s*$/.test(value)
          ? 'a newline at its end'
          : 'a space at its end'
        : 'a space or an invisible character';
      return about(name, [
        error(
          'env_whitespace',
          `${name} has ${what}`,
          'Set it again without: `printf %s` instead of `echo`, and look at the host’s settings, where a paste brings one along.',
        ),
      ]);
    }
    return [];
  });
}

/** Files of Next lose their quotes; `docker --env-file`, systemd in part and web forms keep them. */
function checkQuotes(raw: Raw): Finding[] {
  return entriesOf(raw)
    .filter(([, value]) => /^(["'`“”‘’])|(["'`“”‘’])$/.test(value.trim()))
    .flatMap(([name]) =>
      about(name, [
        error(
          'env_quotes',
          `${name} begins or ends with a quotation mark, which is part of its value`,
          'Set it without quotes.',
        ),
      ]),
    );
}

/** What stands around a database's URL is taken off where it is read. */
const FORGIVEN = ['DATABASE_URL', 'DIRECT_DATABASE_URL'];

const entriesOf = (raw: Raw) =>
  Object.entries(raw).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !FORGIVEN.includes(entry[0]),
  );

function checkSecrets({ STRIPE_WEBHOOK_SECRET: secrets, APP_URL: url }: Env, localSecrets: number): Finding[] {
  const active = secrets.filter(({ retired }) => !retired);
  if (active.length > 0)
    return [
      ok(
        'webhook_secret',
        `${count(active)} accepted: ${few(active.map(({ label, scope }) => `${label} (${describeScope(scope)})`))}`,
      ),
      ...checkTwice(secrets),
    ];
  const fix =
    'Set STRIPE_WEBHOOK_SECRET=whsec_…: `npm run endpoint -- create` makes the endpoint and shows it; the endpoint’s page at Stripe does, too.';
  if (secrets.length > 0)
    return [
      error(
        'webhook_secret_retired',
        'Every secret in STRIPE_WEBHOOK_SECRET is retired: the app refuses all events',
        fix,
      ),
    ];
  return url && !isLocal(url)
    ? [error('webhook_secret_missing', 'STRIPE_WEBHOOK_SECRET is not set: a deployment refuses all events', fix)]
    : [
        warn(
          'webhook_secret_missing',
          `STRIPE_WEBHOOK_SECRET is not set${localSecrets > 0 ? '; while developing, the secrets of this machine do' : ''}`,
          `Nothing to do while developing (npm run listen, npm run simulate). For a deployment: ${fix}`,
        ),
      ];
}

/** The app itself looks at this only in production, and does not start then: `requireMode` in lib/kit/env.ts. */
function checkMode({ deploymentMode, APP_URL: url }: Env): Finding[] {
  if (deploymentMode !== null || !url || isLocal(url)) return [];
  return [
    error(
      'mode_missing',
      'Nothing says whether this deployment acts on live or on test events: it does not start',
      'Set STRIPE_SECRET_KEY, or STRIPE_MODE=live (or test), or write :live (or :test) behind each secret in STRIPE_WEBHOOK_SECRET.',
    ),
  ];
}

/** The app speaks no TLS itself: where its address is https, something in front does. */
function checkProxy({ APP_URL: url, TRUST_PROXY }: Env): Finding[] {
  if (TRUST_PROXY !== undefined || !url?.startsWith('https:')) return [];
  return [
    warn(
      'trust_proxy_missing',
      'APP_URL is https, so a proxy stands in front, and TRUST_PROXY is not set: all callers count as one',
      'Set TRUST_PROXY to the number of proxies that append to X-Forwarded-For (mostly 1), so that one caller’s wrong passwords count for that caller.',
    ),
  ];
}

const count = (secrets: WebhookSecret[]) =>
  secrets.length === 1 ? 'One signing secret is' : `${secrets.length} signing secrets are`;

function checkTwice(secrets: WebhookSecret[]): Finding[] {
  const twice = secrets.find(({ secret }, at) => secrets.findIndex((other) => other.secret === secret) !== at);
  return twice
    ? [
        error(
          'webhook_secret_twice',
          `STRIPE_WEBHOOK_SECRET holds the secret labelled "${twice.label}" twice`,
          'Each endpoint has its own: take one of the two out, or put the other endpoint’s secret in its place.',
        ),
      ]
    : [];
}
