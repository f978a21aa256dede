import { error, type Finding, ok } from '../finding';
import { type DoorSaid, doorSaid, judgeForeignAnswer } from './judge-answer';
import { judgeFailure } from './judge-failure';
import { FRAGILE_BODY, ROBUST_BODY } from './probe-body';
import { type ProbeResult, sendProbe } from './send-probe';

/** The finding, and the answer that it rests on, for whoever compares clocks. */
export type Probed = { finding: Finding; result: ProbeResult };

/** The door looks for an event only after the signature was verified. */
const isVerified = ({ cause }: DoorSaid) => cause === 'not_an_event';

/** Posts a signed body that is no event to the webhook, and says what the answer means for this secret. Stores nothing. */
export async function probeSecret(url: string, label: string, secret: string, timeLimitMs?: number): Promise<Probed> {
  const result = await sendProbe(url, FRAGILE_BODY, secret, timeLimitMs);
  if (result.kind === 'unanswered') return { finding: judgeFailure(url, result), result };
  const said = doorSaid(result);
  if (!said) return { finding: judgeForeignAnswer(url, result), result };
  if (isVerified(said))
    return { finding: ok('probe_accepted', `The app verifies what is signed with the secret "${label}"`), result };
  return { finding: await judgeRejection(url, label, secret, said), result };
}

async function judgeRejection(url: string, label: string, secret: string, said: DoorSaid): Promise<Finding> {
  switch (said.code) {
    case 'invalid_signature':
      return (await onlyRobustArrives(url, secret))
        ? error(
            'body_changed',
            'The body is changed on the way: the signature of plain bytes is good, that of others is not',
            'Something reads the JSON and writes it again, or changes its encoding: a proxy, a firewall that inspects bodies, middleware with a body parser. Let it pass the bytes on untouched.',
          )
        : judgeSecret(label, said);
    case 'missing_signature':
      return error(
        'signature_removed',
        'The Stripe-Signature header does not reach the app',
        'A proxy or a firewall removes headers it does not know: let it pass Stripe-Signature on.',
      );
    case 'timestamp_out_of_tolerance':
      return error(
        'timestamp_out_of_tolerance',
        `A signature made just now is too old for the app: ${said.message}`,
        'The two clocks differ, or something holds requests back. Switch NTP on (timedatectl set-ntp true) on both machines, and look at queues before the app.',
      );
    case 'not_configured':
      return error(
        'not_configured',
        'The app has no webhook signing secret, and refuses every event (500 not_configured)',
        'Set STRIPE_WEBHOOK_SECRET where the app runs, and restart it.',
      );
    case 'invalid_payload':
      return error(
        'body_dropped',
        `The body does not reach the app: ${said.message}`,
        'A redirect or a proxy drops the body of a POST: let it pass the request on as it is.',
      );
    default:
      return error('door_error', `The app answers ${said.code}: ${said.message}`, 'Look at the app’s log.');
  }
}

async function onlyRobustArrives(url: string, secret: string): Promise<boolean> {
  const second = await sendProbe(url, ROBUST_BODY, secret);
  const said = second.kind === 'answered' ? doorSaid(second) : null;
  return said !== null && isVerified(said);
}

function judgeSecret(label: string, { cause }: DoorSaid): Finding {
  if (cause === 'retired_secret')
    return error(
      'secret_retired_there',
      `The app has retired the secret "${label}", which is active here`,
      'Compare STRIPE_WEBHOOK_SECRET here with the one where the app runs.',
    );
  return error(
    'secret_differs',
    `The app does not accept the secret "${label}"`,
    'STRIPE_WEBHOOK_SECRET differs between this machine and the app: set the same there and restart the app. The endpoint’s page at Stripe shows its secret.',
  );
}
