import type { Tone } from '@/app/_components/ui/pill';
import type { RejectionDetail } from '@/lib/dashboard/rejections/queries';
import type { Cause, KeptCode } from '@/lib/inbox/rejections/causes';

/** One thing to do, and the command that does it, if one does. */
type Step = { text: string; command?: string };

type CauseWords = { word: string; tone: Tone; next: (row: RejectionDetail) => Step[] };

/** The codes as the list filters by them, those that cost events first. */
export const codeWords: Record<KeptCode, string> = {
  invalid_signature: 'Wrong signature',
  outside_scope: 'Not this secret’s',
  timestamp_out_of_tolerance: 'Too old',
  missing_signature: 'No signature',
  invalid_payload: 'No event',
  payload_too_large: 'Too large',
  not_configured: 'No secret set',
};

const sweep: Step = {
  text: 'When it is put right, fetch what was missed. Without a key for Stripe’s API, resend from the event’s page at Stripe.',
  command: 'npm run sweep',
};
const doctor: Step = { text: 'Let the doctor try the whole way, with your own secret:', command: 'npm run doctor' };

const harmless = (text: string): Step => ({
  text: `${text} Nothing was let in, and there is nothing to put right: dismiss it.`,
});

/** What each cause is called, how bad it is, and what to do about it. */
export const causeWords: Record<Cause, CauseWords> = {
  unknown_secret: {
    word: 'Unknown secret',
    tone: 'bad',
    next: ({ claimedEventId }) => [
      ...(claimedEventId?.startsWith('evt_')
        ? [
            {
              text: 'See which endpoints at Stripe have this URL, and in which mode:',
              command: 'npm run endpoint -- list',
            },
            {
              text: 'Copy the secret of the right one (whsec_…, on its page at Stripe) into STRIPE_WEBHOOK_SECRET where the app runs, and restart. Several secrets stand there separated by commas.',
            },
            doctor,
            sweep,
          ]
        : [harmless('The body is no event of Stripe, so this is a stranger’s.')]),
    ],
  },
  reserialised: {
    word: 'Body changed',
    tone: 'bad',
    next: () => [
      {
        text: 'Look for what stands before the app and reads bodies: a proxy, an API gateway, a firewall, middleware with a body parser (express.json). It has to hand on the bytes as they came: exclude /api/webhook and /webhook.',
      },
      doctor,
      sweep,
    ],
  },
  wrapped: {
    word: 'Body wrapped',
    tone: 'bad',
    next: () => [
      {
        text: 'A gateway, a queue or a function puts the event into an envelope. Have it pass the request through as it came (API Gateway: HTTP proxy integration), or take the event’s exact text out of the envelope and send that, with Stripe’s Stripe-Signature header.',
      },
      doctor,
      sweep,
    ],
  },
  base64: {
    word: 'Body in base64',
    tone: 'bad',
    next: () => [
      {
        text: 'Something on the way encodes bodies as base64, as gateways do with what they take for binary. Switch that off for application/json, or decode the body before it is sent on.',
      },
      doctor,
      sweep,
    ],
  },
  stale: {
    word: 'Too old',
    tone: 'warn',
    next: () => [
      { text: 'Compare this server’s clock with the world’s, and switch NTP on:', command: 'timedatectl set-ntp true' },
      {
        text: 'If the clock is right, something held the request back for that long (a queue, a proxy that retries), or somebody replayed an old one. Stripe signs each of its own retries anew, with a new time.',
      },
      sweep,
    ],
  },
  retired_secret: {
    word: 'Retired secret',
    tone: 'warn',
    next: ({ secretLabel }) => [
      {
        text: `The endpoint whose secret is labelled “${secretLabel}” still sends. Find it, and disable it at Stripe:`,
        command: 'npm run endpoint -- list',
      },
      { text: 'Or, if it was retired by mistake, remove “:retired” behind it in STRIPE_WEBHOOK_SECRET and restart.' },
      sweep,
    ],
  },
  outside_scope: {
    word: 'Not this secret’s',
    tone: 'bad',
    next: ({ secretLabel, claimedLivemode }) => [
      {
        text: `See which endpoints at Stripe have this URL, in which mode, and whether the one labelled “${secretLabel}” listens to connected accounts:`,
        command: 'npm run endpoint -- list',
      },
      {
        text: `If it is right that this endpoint sends ${claimedLivemode === null ? 'such' : claimedLivemode ? 'live' : 'test'} events, write what it is for behind its secret in STRIPE_WEBHOOK_SECRET where the app runs (:test, :live, :connect, :acct_…), and restart.`,
      },
      {
        text: 'If none of your endpoints sends them, whoever has that secret made the event up: roll the secret at Stripe.',
      },
      sweep,
    ],
  },
  local_secret: {
    word: 'Development secret',
    tone: 'warn',
    next: ({ secretLabel }) => [
      secretLabel === 'cli'
        ? {
            text: 'A running `npm run listen` forwards to this production app. Stop it, or point it at the app under development.',
          }
        : {
            text: 'The simulator sent to this production app, which takes only what Stripe signed. Simulate against `npm run dev`.',
          },
    ],
  },
  malformed_header: {
    word: 'Malformed header',
    tone: 'warn',
    next: ({ signed }) =>
      signed
        ? [{ text: 'A proxy or a gateway rewrites the Stripe-Signature header: let it pass as it is.' }, doctor, sweep]
        : [
            harmless(
              'Stripe never sends such a header. If a proxy rewrites headers, let it pass Stripe-Signature as it is.',
            ),
          ],
  },
  missing_header: {
    word: 'No header',
    tone: 'idle',
    next: ({ claimedEventId }) =>
      claimedEventId?.startsWith('evt_')
        ? [
            {
              text: 'If Stripe sent it, something on the way removed Stripe-Signature: allow that header in the proxy or firewall.',
            },
            doctor,
            sweep,
          ]
        : [harmless('Scanners, health checks and curious people post like this.')],
  },
  not_utf8: {
    word: 'Not UTF-8',
    tone: 'warn',
    next: ({ claimedEventId }) =>
      claimedEventId?.startsWith('evt_')
        ? [{ text: 'A proxy converts the encoding of bodies: switch that off for the webhook.' }, doctor, sweep]
        : [harmless('Stripe sends UTF-8 only.')],
  },
  empty_body: {
    word: 'Empty body',
    tone: 'warn',
    next: () => [
      {
        text: 'A redirect or a proxy drops the body of a POST. Register the URL that answers directly: Stripe follows no redirect.',
      },
      doctor,
    ],
  },
  cut_off: {
    word: 'Cut off',
    tone: 'idle',
    next: () => [
      {
        text: 'The sender hung up before the body was complete, or was too slow. Stripe tries again by itself; if it happens often, look at the time limits and logs of the proxy.',
      },
    ],
  },
  too_large: {
    word: 'Too large',
    tone: 'warn',
    next: ({ bodyBytes }) => [
      {
        text: 'Stripe’s events reach some 300 KB. If this one is Stripe’s (an invoice with very many lines), raise the limit where the app runs, and restart:',
        command: `WEBHOOK_MAX_BODY_BYTES=${Math.min(104_857_600, Math.max(2_097_152, (bodyBytes ?? 0) * 2))}`,
      },
      sweep,
    ],
  },
  not_an_event: {
    word: 'No event',
    tone: 'warn',
    next: ({ secretLabel }) => [
      {
        text: `Somebody who holds the secret “${secretLabel}” signed something that is no event of Stripe. A test of your own may have done that; if nobody knows of it, roll the secret:`,
        command: 'npm run endpoint -- rotate',
      },
    ],
  },
  not_configured: {
    word: 'No secret set',
    tone: 'bad',
    next: () => [
      {
        text: 'Set the endpoint’s signing secret where the app runs, and restart. Stripe delivers again for three days.',
        command: 'STRIPE_WEBHOOK_SECRET=whsec_…',
      },
      sweep,
    ],
  },
};
