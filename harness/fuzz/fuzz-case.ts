import type Stripe from 'stripe';
import { buildEvent } from '@/lib/dev/simulator/build';
import { printEvent, signPayload } from '@/lib/dev/simulator/deliver';
import { EVENT_FACTORIES } from '@/lib/dev/simulator/event-factories';
import { Random } from '@/lib/dev/simulator/random';
import { objectChange, textChange } from './body-changes';
import { applyChanges } from './change';
import { strangeHeaders } from './header-changes';
import { type RawRequest, rawRequest } from './raw-requests';

export type FuzzRequest =
  | { kind: 'post'; path: string; headers: [string, string][]; body: Buffer; chunked: boolean }
  | ({ kind: 'raw' } & RawRequest);

/** `what` says how it was made; `changes` are the names of what can be left out to make it smaller. */
export type FuzzCase = {
  index: number;
  what: string;
  changes: string[];
  request: FuzzRequest;
  /** Whether the app may say 2xx: only to what is signed with its secret, or is no delivery. */
  mayPass: boolean;
};

const PATHS = ['/api/webhook', '/api/webhook/', '/webhook', '/api/webhook/thin'];
const NONE: ReadonlySet<string> = new Set();

/** The text may hold bytes that are no UTF-8; the app verifies what it reads, so that is what is signed. */
const signed = (body: Buffer, secret: string) => signPayload(new TextDecoder().decode(body) || ' ', secret);

/** The case of this seed and number: always the same but for the time in its signature. */
export function makeCase(seed: string, index: number, secret: string, without = NONE): FuzzCase {
  const random = new Random(`${seed}:${index}`);
  const type = random.pick(Object.keys(EVENT_FACTORIES));
  const event = buildEvent(type, { seed: `${seed}:${index % 200}` });
  event.id = `evt_fuzz_${seed.replaceAll(/\W/g, '')}_${index}`;
  const kind = random.weighted([
    { kind: 'signed', weight: 60 },
    { kind: 'header', weight: 15 },
    { kind: 'unsigned', weight: 5 },
    { kind: 'raw', weight: 18 },
    { kind: 'noise', weight: 2 },
  ]).kind;
  const { body, changes } = kind === 'noise' ? noise(random) : changedBody(random, event, without);
  const header = signed(body, secret);
  const base = { index, changes };
  const post = (headers: [string, string][]): FuzzRequest => ({
    kind: 'post',
    path: random.pick(PATHS),
    headers,
    body,
    chunked: random.next() < 0.15,
  });
  if (kind === 'raw') {
    const own = random.next() < 0.5 ? [`Stripe-Signature: ${header}`] : [];
    const request = rawRequest(random, { headers: own, body });
    return { ...base, what: `${request.name}, ${type}`, request: { kind: 'raw', ...request }, mayPass: true };
  }
  if (kind === 'header') {
    const { name, values } = strangeHeaders(random, header);
    const request = post(values.map((value) => ['stripe-signature', value]));
    return {
      ...base,
      what: `header: ${name}, ${type}`,
      request,
      mayPass: values.some((value) => value.includes(header.slice(-64))),
    };
  }
  if (kind === 'unsigned') {
    const other = signed(Buffer.from(`${body} `), secret);
    return { ...base, what: `unsigned ${type}`, request: post([['stripe-signature', other]]), mayPass: false };
  }
  return { ...base, what: `${kind} ${type}`, request: post([['stripe-signature', header]]), mayPass: true };
}

function changedBody(random: Random, event: Stripe.Event, without: ReadonlySet<string>) {
  const objects = Array.from({ length: random.int(0, 3) }, (_, i) => objectChange(random, i));
  const texts = Array.from({ length: random.pick([0, 0, 0, 1, 2]) }, (_, i) => textChange(random, i));
  const changed = applyChanges(event as unknown as Record<string, unknown>, objects, without);
  const body = applyChanges(Buffer.from(printEvent(changed as unknown as Stripe.Event)), texts, without);
  return { body, changes: [...objects, ...texts].map(({ name }) => name) };
}

function noise(random: Random) {
  const size = random.pick([0, 1, 20, 300, 5_000, 70_000, 1_048_576, 1_048_577]);
  const piece = Buffer.from(Array.from({ length: Math.min(size, 4_096) }, () => random.int(0, 255)));
  return { body: Buffer.alloc(size, piece.length > 0 ? piece : undefined), changes: [] };
}
