import type { AcquiredDatabase } from '../../dev/postgres/acquire-database';
import { handledTypes } from '../../handlers/registry';
import { appUrl, deploymentLivemode, type Env, rawEnv } from '../../kit/env';
import { isLocal } from '../../kit/is-local';
import { getStripe } from '../../stripe/get-stripe';
import { readLocalSecrets } from '../../stripe/local-secrets';
import { checkConfiguration } from './check-configuration';
import { checkDatabase } from './check-database';
import { checkInvoices } from './check-invoices';
import { checkSecretUses } from './check-secret-uses';
import { checkStripe } from './check-stripe';
import { checkUrls } from './check-urls';
import { checkWorker } from './check-worker';
import { error, type Finding, GROUPS, type Group, type GroupReport, warn } from './finding';
import { checkReachability } from './reachability/check-reachability';

export type DoctorOptions = {
  /** The webhook's public URL; without it, that of the app. */
  url?: string;
  /** Only these groups. */
  only?: Group[];
  /**
   * Brings the database to look at, or says why there is none. Handed in, because the app's bundle has no business with
   * the embedded one.
   */
  acquire(): Promise<AcquiredDatabase | { none: string }>;
};

/** Looks at everything, one group after the other, and changes nothing. */
export async function runDoctor({ url, only = [...GROUPS], acquire }: DoctorOptions): Promise<GroupReport[]> {
  const { findings, env } = checkConfiguration(rawEnv(), { localSecrets: () => readLocalSecrets().length });
  const wanted = GROUPS.filter((group) => only.includes(group));
  const reports: GroupReport[] = wanted.includes('configuration') ? [{ group: 'configuration', findings }] : [];
  const others = wanted.filter((group) => group !== 'configuration');
  if (!env) return [...reports, ...others.map((group) => ({ group, findings: [notLookedAt()] }))];

  const webhook = url ?? `${appUrl()}/api/webhook`;
  if (others.includes('reachability')) reports.push({ group: 'reachability', findings: await reach(webhook, env) });
  if (others.includes('stripe')) reports.push({ group: 'stripe', findings: await askStripe(webhook) });
  return [...reports, ...(await lookAtDatabase(env, others, acquire))];
}

const notLookedAt = (): Finding =>
  warn(
    'not_checked',
    'Not checked: the app doesn’t start with this configuration',
    'Correct the configuration above first.',
  );

async function reach(url: string, env: Env): Promise<Finding[]> {
  const active = env.STRIPE_WEBHOOK_SECRET.filter(({ retired }) => !retired);
  const secrets = active.length > 0 || !isLocal(url) ? active : readLocalSecrets();
  return checkReachability({ url, secrets, toleranceSeconds: env.WEBHOOK_TOLERANCE_SECONDS });
}

async function askStripe(url: string): Promise<Finding[]> {
  const stripe = getStripe();
  if (stripe) return checkStripe(stripe, { url, handled: handledTypes() });
  return [
    warn(
      'stripe_not_checked',
      'Not checked: STRIPE_SECRET_KEY is not set, so Stripe can’t be asked',
      'Set a key; a restricted one with “Webhook Endpoints: Read” will do.',
    ),
  ];
}

async function lookAtDatabase(env: Env, groups: Group[], acquire: DoctorOptions['acquire']): Promise<GroupReport[]> {
  const wanted = groups.filter((group) => group === 'database' || group === 'worker');
  if (wanted.length === 0) return [];
  const serverless = env.WORKER === 'serverless';
  const database = await acquire();
  if ('none' in database) return wanted.map((group) => ({ group, findings: [noDatabase(group, database.none)] }));
  try {
    const found = await checkDatabase({ url: database.url, directUrl: env.DIRECT_DATABASE_URL, serverless });
    const usable = !found.some(({ code }) => NO_TABLES.test(code));
    return [
      ...(wanted.includes('database') ? [{ group: 'database' as const, findings: [...found, ...checkUrls(env)] }] : []),
      ...(wanted.includes('worker')
        ? [
            {
              group: 'worker' as const,
              findings: usable ? await lookAtWork(database.url, env, serverless) : [noTables()],
            },
          ]
        : []),
    ];
  } finally {
    await database.release();
  }
}

async function lookAtWork(url: string, env: Env, serverless: boolean): Promise<Finding[]> {
  const deployment = { livemode: deploymentLivemode(), hasKey: env.STRIPE_SECRET_KEY !== undefined };
  return [
    ...(await checkWorker(url, { serverless })),
    ...(await checkInvoices(url, deployment)),
    ...(await checkSecretUses(url)),
  ];
}

/** The findings after which the tables cannot be read. */
const NO_TABLES =
  /^(migrations_pending|migrations_broken|database_(unreachable|login|absent|tls|url|options)|connections_used_up)$/;

function noDatabase(group: Group, why: string): Finding {
  if (group === 'worker') return noTables();
  const [what = '', ...how] = why.split('\n');
  return error('database_none', what.replace(/\.$/, ''), how.join(' '));
}

const noTables = (): Finding =>
  warn('not_checked', 'Not checked: database unreachable or not migrated', 'Correct the database above first.');
