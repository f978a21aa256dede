import { randomBytes } from 'node:crypto';
import { isLocal } from '../../../kit/is-local';
import type { WebhookSecret } from '../../../kit/signing-secrets/parse-secrets';
import { error, type Finding, ok, warn } from '../finding';
import { judgeSkew, skewSeconds } from './clock';
import { type Probed, probeSecret } from './probe-secret';

type Target = { url: string; secrets: Pick<WebhookSecret, 'label' | 'secret'>[]; toleranceSeconds: number };

/** These are about one secret; any other finding is about the way, and the same for all of them. */
const ABOUT_ONE_SECRET = ['probe_accepted', 'secret_differs', 'secret_retired_there'];

/** Posts a signed probe for each secret to the webhook's URL. Needs no secret to find out whether the way is open. */
export async function checkReachability({ url, secrets, toleranceSeconds }: Target): Promise<Finding[]> {
  const findings = judgeUrl(url);
  const probed: Probed[] = [];
  for (const { label, secret } of secrets) {
    const next = await probeSecret(url, label, secret);
    probed.push(next);
    if (!ABOUT_ONE_SECRET.includes(next.finding.code)) break;
  }
  if (secrets.length === 0) probed.push(await probeWithoutSecret(url));
  findings.push(...probed.map(({ finding }) => finding));

  const answered = probed[0]?.result;
  if (answered?.kind !== 'answered') return findings;
  const skew = skewSeconds(answered.headers, answered.sentAt, answered.answeredAt);
  return skew === null ? findings : [...findings, judgeSkew(skew, toleranceSeconds)];
}

function judgeUrl(url: string): Finding[] {
  if (isLocal(url))
    return [
      warn(
        'not_public',
        `${new URL(url).origin} is an address of this machine or its network: Stripe does not reach it`,
        'While developing that is right: `npm run listen` brings the events. A deployment needs APP_URL=https://…, or give --url.',
      ),
    ];
  if (new URL(url).protocol === 'http:')
    return [
      error('not_https', `${url} is not https`, 'Stripe delivers live events to https only: set APP_URL=https://…'),
    ];
  return [];
}

/** A made-up secret: the door must refuse it, and the refusal shows that the way is open. */
async function probeWithoutSecret(url: string): Promise<Probed> {
  const probed = await probeSecret(url, 'made up', `whsec_${randomBytes(24).toString('hex')}`);
  if (probed.finding.code !== 'secret_differs') return probed;
  return { ...probed, finding: ok('way_open', 'The webhook answers (its secret was not checked: none is known here)') };
}
