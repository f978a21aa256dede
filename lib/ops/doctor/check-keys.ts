import { isLocal } from '../../kit/is-local';
import { about, error, type Finding, ok, warn } from './finding';

type Raw = Record<string, string | undefined>;
type Mode = 'test' | 'live';

const modeOf = (key: string): Mode | null => (/^(?:sk|rk|pk)_(test|live)_/.exec(key)?.[1] as Mode) ?? null;

/** The keys by their prefixes: https://docs.stripe.com/keys. Looks at the raw values, so that a malformed one is named by its cause. */
export function checkKeys(raw: Raw): Finding[] {
  const of = (name: string) => (raw[name] ?? '').trim();
  const secret = of('STRIPE_SECRET_KEY');
  const publishable = of('NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY');
  const findings = [
    ...about('STRIPE_SECRET_KEY', judgeSecretKey(secret)),
    ...about('NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY', judgePublishable(publishable)),
    ...about('STRIPE_WEBHOOK_SECRET', judgeWebhookSecret(of('STRIPE_WEBHOOK_SECRET'))),
  ];
  const [mode, publicMode] = [modeOf(secret), modeOf(publishable)];
  if (mode && publicMode && mode !== publicMode)
    findings.push(
      ...about('NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY', [
        error(
          'modes_mixed',
          `STRIPE_SECRET_KEY is a ${mode} key, NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY a ${publicMode} key: no payment will work`,
          'Take both from the same page: https://dashboard.stripe.com/apikeys, with the switch for test mode as you want it. Then build again.',
        ),
      ]),
    );
  const wanted = of('STRIPE_MODE');
  if (mode && (wanted === 'test' || wanted === 'live') && wanted !== mode)
    findings.push(
      ...about('STRIPE_MODE', [
        error(
          'mode_contradicts_key',
          `STRIPE_MODE says ${wanted}, but STRIPE_SECRET_KEY is a ${mode} key`,
          'Remove STRIPE_MODE (the key decides), or use the other key.',
        ),
      ]),
    );
  const url = of('APP_URL');
  if (mode === 'live' && (!url || (URL.canParse(url) && isLocal(url))))
    findings.push(
      warn(
        'live_key_here',
        'STRIPE_SECRET_KEY is a live key, and this is no public deployment (APP_URL)',
        'Use a key of test mode while developing. In a deployment set APP_URL=https://…',
      ),
    );
  return findings;
}

function judgeSecretKey(key: string): Finding[] {
  const name = 'STRIPE_SECRET_KEY';
  if (key === '')
    return [
      warn(
        'key_missing',
        `${name} is not set: nothing can be fetched from Stripe or compared with it`,
        'Set a key from https://dashboard.stripe.com/apikeys; a restricted one (rk_…) with read rights will do for the doctor.',
      ),
    ];
  if (key.startsWith('pk_'))
    return [
      error('key_publishable', `${name} holds a publishable key (pk_…)`, 'Put the secret key there: sk_… or rk_…'),
    ];
  if (key.startsWith('whsec_'))
    return [
      error(
        'key_is_webhook_secret',
        `${name} holds a webhook signing secret (whsec_…)`,
        'It belongs into STRIPE_WEBHOOK_SECRET.',
      ),
    ];
  const mode = modeOf(key);
  return mode ? [ok('key', `${name} is a ${key.startsWith('rk_') ? 'restricted ' : ''}key of ${mode} mode`)] : [];
}

function judgePublishable(key: string): Finding[] {
  const name = 'NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY';
  if (key === '' || key.startsWith('pk_')) return [];
  if (/^[sr]k_/.test(key))
    return [
      error(
        'secret_key_public',
        `${name} holds a secret key: the build writes it into pages that everyone can read`,
        'Roll that key at once (https://dashboard.stripe.com/apikeys), put the publishable key there (pk_…), and build again.',
      ),
    ];
  return [
    error(
      'publishable_key_invalid',
      `${name} does not start with pk_`,
      'Take it from https://dashboard.stripe.com/apikeys.',
    ),
  ];
}

function judgeWebhookSecret(value: string): Finding[] {
  return /(^|[,:])\s*[srp]k_(test|live)_/.test(value)
    ? [
        error(
          'webhook_secret_is_key',
          'STRIPE_WEBHOOK_SECRET holds an API key',
          'Put the endpoint’s signing secret there: it begins with whsec_, and the endpoint’s page at Stripe shows it.',
        ),
      ]
    : [];
}
