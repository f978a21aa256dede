import { env, envNames, rawEnv } from '../../kit/env';
import { describeScope } from '../../kit/signing-secrets/secret-scope';

/** A variable, and whether it is set. `shown` is its value where that is no secret. */
export type Variable = { name: string; set: boolean; shown: string | null };

/** Values that say nothing about a key, a password or a person. Whatever is not named here is never shown. */
const harmless = new Set([
  'PORT',
  'HOST',
  'APP_URL',
  'STRIPE_API_BASE_URL',
  'STRIPE_MODE',
  'WEBHOOK_TOLERANCE_SECONDS',
  'WEBHOOK_MAX_BODY_BYTES',
  'WEBHOOK_BODIES_IN_FLIGHT_BYTES',
  'FULFILL_LINK_WAIT_SECONDS',
  'FULFILL_REVIEWED',
  'FULFILL_REFUNDED',
  'HANDLER_TIMEOUT_SECONDS',
  'WATCHDOG_SECONDS',
  'WORKER',
  'CHECKOUT',
  'LOG_LEVEL',
]);

/** Every variable of the configuration in alphabetical order; of secrets only whether they are set. */
export function listVariables(): Variable[] {
  const raw = rawEnv();
  const checked: Record<string, unknown> = env();
  return envNames()
    .filter((name) => name !== 'NODE_ENV')
    .sort()
    .map((name) => {
      const set = (raw[name] ?? '').trim() !== '';
      const value = checked[name];
      return { name, set, shown: harmless.has(name) && value !== undefined ? withoutLogin(String(value)) : null };
    });
}

/** An address may carry a user and a password. */
function withoutLogin(value: string): string {
  if (!/^\w+:\/\//.test(value) || !URL.canParse(value)) return value;
  const url = new URL(value);
  return url.username || url.password ? `${url.protocol}//…@${url.host}${url.pathname}` : value;
}

/** The labels of the signing secrets, which are no secrets. */
export const listSecretLabels = (): { label: string; retired: boolean; scope: string }[] =>
  env().STRIPE_WEBHOOK_SECRET.map(({ label, retired, scope }) => ({ label, retired, scope: describeScope(scope) }));
