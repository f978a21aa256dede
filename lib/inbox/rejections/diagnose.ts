import type { KnownSecret } from '../../kit/signing-secrets/parse-secrets';
import type { Cause } from './causes';
import { headerFault, saySpan, signedSeconds, unwrappedHeader } from './describe-header';
import { isSignedBy } from './is-signed-by';
import { readClaims } from './read-claims';
import type { Refused } from './refused';
import { renderings, writtenLike } from './renderings';
import { looksLikeEvent, unwrap } from './unwrap';

/** What the evidence says: the cause, in words that one can act on; `signed` where a secret that we know made it. */
export type Diagnosis = { cause: Cause; message: string; secretLabel: string | null; signed: boolean };

export type DiagnoseOptions = {
  secrets: KnownSecret[];
  /** Secrets of this machine, which production refuses. */
  localSecrets: { label: string; secret: string }[];
  toleranceSeconds: number;
  /** The mode that this deployment acts on. */
  livemode: boolean;
};

/** Larger bodies are not tried in other renderings: garbage must not buy work. Stripe's are smaller, but for huge invoices. */
const RENDER_LIMIT = 65_536;

/** Looks at a refused delivery again, without haste, and says more exactly what was wrong with it. */
export function diagnose(refused: Refused, options: DiagnoseOptions): Diagnosis {
  const { cause, message, secretLabel } = refused;
  switch (cause) {
    case 'missing_header':
      return findWrapped(refused, options) ?? stranger(cause, missingHeader(refused));
    case 'malformed_header':
    case 'unknown_secret':
      return diagnoseSignature(refused, options);
    case 'stale':
      return { cause, message: stale(refused, options), secretLabel, signed: true };
    case 'retired_secret':
    case 'outside_scope':
    case 'not_an_event':
      return { cause, message, secretLabel, signed: true };
    case 'too_large':
      return stranger(cause, tooLarge(refused));
    default:
      return stranger(cause, message);
  }
}

const stranger = (cause: Cause, message: string): Diagnosis => ({ cause, message, secretLabel: null, signed: false });

function missingHeader({ body }: Refused): string {
  const wrapped = wrapping(body);
  if (wrapped) return `There is no Stripe-Signature header, and the body looks like ${wrapped}.`;
  const { eventId, type } = readClaims(body);
  return eventId?.startsWith('evt_')
    ? `There is no Stripe-Signature header, but the body looks like an event (${type ?? 'without a type'}): a proxy or a firewall may have removed the header.`
    : 'There is no Stripe-Signature header, and the body is no event: this does not come from Stripe.';
}

function tooLarge({ message, declaredBytes }: Refused): string {
  return declaredBytes === null ? message : `${message} It was announced with ${declaredBytes.toLocaleString('en')}.`;
}

function stale({ header, receivedAt, secretLabel }: Refused, { toleranceSeconds }: DiagnoseOptions): string {
  const age = Math.floor(receivedAt.getTime() / 1000) - (signedSeconds(header) ?? 0);
  const offHour = age % 3_600;
  const zone =
    age > 1_800 && (offHour < 60 || offHour > 3_540)
      ? ' That is almost exactly a number of hours: one of the two clocks may have the wrong time zone.'
      : '';
  return `The signature is right (secret "${secretLabel}"), but it was made ${saySpan(age)} before it arrived, and ${toleranceSeconds} s are allowed.${zone}`;
}

function diagnoseSignature(refused: Refused, options: DiagnoseOptions): Diagnosis {
  const { header, body, isCut } = refused;
  const text = body ?? '';
  const isTried = !isCut && text.length <= RENDER_LIMIT;
  const fault = headerFault(header ?? '');
  if (fault) return malformed(refused, fault, options);
  const local = isTried ? findSigner(text, header, options.localSecrets) : null;
  if (local)
    return {
      cause: 'local_secret',
      message: `It is signed with the secret of this machine's ${local === 'cli' ? 'Stripe CLI' : local}, which counts only while developing.`,
      secretLabel: local,
      signed: true,
    };
  const known = [...options.secrets, ...options.localSecrets];
  const found = isTried ? findRendering(text, header, known) : null;
  if (found)
    return {
      cause: 'reserialised',
      message: `The signature is right (secret "${found.label}") for ${found.words}. It arrived ${writtenLike(text)}: something on the way changed the body.`,
      secretLabel: found.label,
      signed: true,
    };
  const wrapped = findWrapped(refused, options);
  if (wrapped) return wrapped;
  const { declaredBytes } = refused;
  if (!isCut && declaredBytes !== null && text.includes('\uFFFD') && Buffer.byteLength(text) !== declaredBytes)
    return stranger(
      'not_utf8',
      'The body is not UTF-8, so that no signature can be right: it was written in another encoding on the way, or is no JSON of Stripe.',
    );
  return stranger('unknown_secret', unknownSecret(text, isTried, refused, options));
}

function malformed({ header, body, isCut }: Refused, fault: string, { secrets }: DiagnoseOptions): Diagnosis {
  const unwrapped = unwrappedHeader(header ?? '');
  const label =
    body !== null && !isCut && body.length <= RENDER_LIMIT && !headerFault(unwrapped)
      ? findSigner(body, unwrapped, secrets)
      : null;
  const right = label
    ? ` Without that the signature is right (secret "${label}"): something on the way rewrote it.`
    : '';
  return {
    cause: 'malformed_header',
    message: `The Stripe-Signature header is malformed: ${fault}.${right || ' It looks like t=1700000000,v1=5257a869….'}`,
    secretLabel: label,
    signed: label !== null,
  };
}

/** As many texts inside a body are tried in every way to write them. */
const MOST_PRINTED = 3;

/** A body around the one that was signed: what it was put into, or encoded as, on the way. */
function findWrapped({ header, body }: Refused, { secrets, localSecrets }: DiagnoseOptions): Diagnosis | null {
  if (!body || body.length > RENDER_LIMIT) return null;
  const known = [...secrets, ...localSecrets];
  let printed = 0;
  for (const { where, text, base64, header: inner } of unwrap(body)) {
    const signature = header ?? inner;
    if (!signature) continue;
    const whole = findSigner(text, signature, known);
    const found = whole
      ? { label: whole, words: '' }
      : looksLikeEvent(text) && printed++ < MOST_PRINTED
        ? findRendering(text, signature, known)
        : null;
    if (!found) continue;
    const changed = found.words === '' ? '' : `, printed anew: for ${found.words}`;
    return {
      cause: base64 ? 'base64' : 'wrapped',
      message: base64
        ? `The signature is right (secret "${found.label}") for what this body decodes to${changed}: something on the way encoded the event as base64.`
        : `The signature is right (secret "${found.label}") for what stands in this body ${where}${changed}: something on the way wrapped the event.`,
      secretLabel: found.label,
      signed: true,
    };
  }
  return null;
}

/** What a body looks like that holds an event, in words; null where it holds none. */
function wrapping(body: string | null): string | null {
  if (!body || body.length > RENDER_LIMIT) return null;
  const inner = unwrap(body).find(({ text }) => looksLikeEvent(text));
  if (!inner) return null;
  return inner.base64
    ? 'an event that something on the way encoded as base64'
    : `an envelope around an event, which stands in it ${inner.where}: something on the way wrapped it`;
}

type Named = { label: string; secret: string };

const findSigner = (body: string, header: string | null, secrets: Named[]): string | null =>
  secrets.find(({ secret }) => isSignedBy(body, header ?? '', secret))?.label ?? null;

function findRendering(body: string, header: string | null, secrets: Named[]): { label: string; words: string } | null {
  for (const { words, text } of renderings(body)) {
    const label = findSigner(text, header, secrets);
    if (label) return { label, words };
  }
  return null;
}

function unknownSecret(
  body: string,
  isTried: boolean,
  { header, receivedAt }: Refused,
  options: DiagnoseOptions,
): string {
  const names = options.secrets.map(({ label, retired }) => `"${label}"${retired ? ' (retired)' : ''}`).join(', ');
  const tried = isTried
    ? 'as the body stands or in any other way to write it'
    : 'as the body stands; it is too large to be tried in other ways';
  const wrapped = wrapping(body);
  if (wrapped) return `No secret known here has signed it, nor what is in it. It looks like ${wrapped}.`;
  const { eventId, livemode } = readClaims(body);
  const mode = livemode === null ? null : livemode ? 'live' : 'test';
  const whose =
    mode !== null && livemode !== options.livemode
      ? ` It says that it is a ${mode} event, and this deployment takes ${options.livemode ? 'live' : 'test'} ones: perhaps that mode's endpoint has this URL too.`
      : eventId?.startsWith('evt_')
        ? ' It may belong to another endpoint with this URL, or its secret was rolled at Stripe.'
        : '';
  return `No secret known here has signed it, ${tried}. Tried: ${names}.${whose}${clockHint(header, receivedAt, options.toleranceSeconds)}`;
}

/** Stripe's libraries accept times to come, and so does the door; but they tell that this clock is behind. */
export function clockHint(header: string | null, receivedAt: Date, toleranceSeconds: number): string {
  const ahead = (signedSeconds(header) ?? 0) - Math.floor(receivedAt.getTime() / 1000);
  return ahead > toleranceSeconds
    ? ` Its time lies ${saySpan(ahead)} in the future: this server's clock may be behind.`
    : '';
}
