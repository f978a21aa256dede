import type { Accounts, Mode, SecretScope } from './secret-scope';

/** A signing secret of one endpoint and what it may sign. A retired one is refused, and named in the rejection. */
export type WebhookSecret = KnownSecret & { scope: SecretScope };

export type KnownSecret = { label: string; secret: string; retired: boolean };

/** As it is written down: without `modes` it is of the deployment's mode, without `accounts` see {@link resolveSecrets}. */
export type WrittenSecret = KnownSecret & { modes: Mode[]; accounts: Accounts | null };

const SHAPE = 'write whsec_… or label:whsec_… or label:whsec_…:live, separated by commas';
const FLAGS = ':test, :live, :connect, :acct_… or :retired';

/** What documentation, templates and forms put where the secret belongs: words alone, one character, or a row of digits. */
const PLACEHOLDERS = [
  /^(?=\D+$).*(your|here|change|replace|placeholder|example|insert|paste|todo|dummy|secret)/i,
  /^(.)\1+$/,
  /^123456/,
];

/**
 * Reads `STRIPE_WEBHOOK_SECRET`: entries separated by commas, each `whsec_…` or `label:whsec_…`, and behind it what it may
 * sign. Throws an Error that says what is wrong with which entry, and never shows a secret.
 */
export function parseSecrets(value: string): WrittenSecret[] {
  const secrets: WrittenSecret[] = [];
  for (const [index, entry] of value.split(',').entries()) {
    const read = parseEntry(entry.trim(), index);
    if (secrets.some(({ label }) => label === read.label))
      throw new Error(`the label "${read.label}" stands there twice; each secret needs its own`);
    secrets.push(read);
  }
  return secrets;
}

function parseEntry(entry: string, index: number): WrittenSecret {
  const where = `entry ${index + 1}`;
  if (/["'`“”‘’«»]/.test(entry)) throw new Error(`${where} has a quotation mark in it; write it without quotes`);
  if (/;/.test(entry))
    throw new Error(`${where} has a semicolon in it; secrets are separated by commas, and nothing ends them`);
  const parts = entry.split(':');
  const isBare = /^(whsec_|[srp]k_)/.test(parts[0] ?? '');
  const [label = '', secret = '', ...flags] = isBare ? [`secret-${index + 1}`, ...parts] : parts;
  checkSecret(secret, where);
  if (!/^[\w.-]{1,60}$/.test(label))
    throw new Error(`${where} has a label with other characters than letters, digits, dot, dash and underscore`);
  if (['cli', 'simulator'].includes(label))
    throw new Error(`${where} is labelled "${label}", which is kept for development; choose another label`);
  return { label, secret, ...readFlags(flags, where) };
}

function checkSecret(secret: string, where: string): void {
  if (/^[srp]k_(test|live)_/.test(secret))
    throw new Error(
      `${where} looks like an API key; a webhook secret starts with whsec_ (\`stripe listen\` or the endpoint's page prints it)`,
    );
  const [, behind] = /^whsec_(\S+)$/.exec(secret) ?? [];
  if (behind === undefined) throw new Error(`${where} does not start with whsec_; ${SHAPE}`);
  if (!/^[A-Za-z0-9+/=_-]+$/.test(behind) || behind.length < 8 || PLACEHOLDERS.some((one) => one.test(behind)))
    throw new Error(
      `${where} is a placeholder, or was cut off; copy the whole secret from the endpoint's page at Stripe, or from \`stripe listen\``,
    );
}

function readFlags(flags: string[], where: string): Pick<WrittenSecret, 'retired' | 'modes' | 'accounts'> {
  const unknown = flags.find((flag) => !/^(test|live|connect|retired|acct_\w+)$/.test(flag));
  if (unknown !== undefined)
    throw new Error(`${where} has something else than ${FLAGS} behind the secret; write label:whsec_…:live`);
  const accounts = flags.filter((flag) => flag.startsWith('acct_'));
  return {
    retired: flags.includes('retired'),
    modes: (['test', 'live'] as const).filter((mode) => flags.includes(mode)),
    accounts: flags.includes('connect') ? 'connected' : accounts.length > 0 ? accounts : null,
  };
}

/** The one mode that all accepted secrets name. Null: they name none, or both. */
export function modeOfSecrets(secrets: WrittenSecret[]): Mode | null {
  const active = secrets.filter(({ retired }) => !retired);
  const [first] = active;
  const isSame = ({ modes }: WrittenSecret) => modes.length === 1 && modes[0] === first?.modes[0];
  return first && active.every(isSame) ? (first.modes[0] ?? null) : null;
}

/**
 * Gives each secret its whole scope. One that names no mode is of the deployment's. One that names no account is for all of
 * them while none does; once another is said to be Connect's, it is for one's own account.
 */
export function resolveSecrets(secrets: WrittenSecret[], mode: Mode): WebhookSecret[] {
  const anyConnect = secrets.some(({ accounts, retired }) => accounts !== null && !retired);
  return secrets.map(({ modes, accounts, ...secret }) => ({
    ...secret,
    scope: { modes: modes.length > 0 ? modes : [mode], accounts: accounts ?? (anyConnect ? 'own' : 'any') },
  }));
}
