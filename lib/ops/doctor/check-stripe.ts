import Stripe from 'stripe';
import { isLocal } from '../../kit/is-local';
import { type Endpoint, isOurs, listEndpoints, META, sameDoor } from '../endpoints/endpoint';
import { openRotations } from '../endpoints/rotation';
import { explainStripeError } from '../endpoints/stripe-access';
import { error, type Finding, few, ok, warn } from './finding';
import { judgeEndpoint } from './judge-endpoint';
import { skewSeconds } from './reachability/clock';

type Wanted = { url: string; handled: string[] };

/** Stripe's own clock is right: a difference of more than this is this machine's. */
const CLOCK_SECONDS = 10;

/** Compares what Stripe has registered with the app: the endpoint, its state, its event types, and this machine's clock. */
export async function checkStripe(stripe: Stripe, wanted: Wanted): Promise<Finding[]> {
  try {
    const clock = await checkClock(stripe);
    return [...clock, ...checkEndpoints(await listEndpoints(stripe), wanted)];
  } catch (problem) {
    const explained = explainStripeError(problem);
    if (explained === problem) throw problem;
    const message = (explained as Error).message.split(/(?<=[.:]) (?=Copy|A restricted|Check|Wait)/)[0] ?? '';
    return [judgeRefusal(problem, message.replace(/\.$/, ''))];
  }
}

function judgeRefusal(problem: unknown, message: string): Finding {
  const { StripeAuthenticationError, StripePermissionError } = Stripe.errors;
  if (problem instanceof StripeAuthenticationError || problem instanceof StripePermissionError)
    return error(
      'key_refused',
      message,
      'Take a key from https://dashboard.stripe.com/apikeys; a restricted one needs “Webhook Endpoints: Read”.',
    );
  return error(
    'stripe_unreachable',
    message,
    'Check the network from here to api.stripe.com, and STRIPE_API_BASE_URL if it is set. https://status.stripe.com tells of trouble there.',
  );
}

async function checkClock(stripe: Stripe): Promise<Finding[]> {
  const sentAt = Date.now();
  const { lastResponse } = await stripe.webhookEndpoints.list({ limit: 1 });
  const date = lastResponse.headers.date ?? '';
  const skew = skewSeconds({ get: () => date }, sentAt, Date.now());
  if (skew === null || Math.abs(skew) <= CLOCK_SECONDS) return [];
  return [
    error(
      'local_clock',
      `This machine's clock is ${Math.abs(skew)} s ${skew > 0 ? 'behind' : 'ahead of'} Stripe's`,
      'Switch NTP on (timedatectl set-ntp true). Until then, take what is said of the app’s clock with care.',
    ),
  ];
}

function checkEndpoints(all: Endpoint[], { url, handled }: Wanted): Finding[] {
  const here = all.filter((endpoint) => (isLocal(url) ? isOurs(endpoint) : sameDoor(endpoint.url, url)));
  if (here.length === 0) return [missing(url, all)];
  // One that is off beside one that is on is a leftover, or the old one of a rotation.
  const counting = here.filter((each) => each.status === 'enabled' || !here.some((other) => replaces(other, each)));
  return [...counting.flatMap((endpoint) => judgeEndpoint(endpoint, handled)), ...checkTwice(all, here)];
}

const replaces = (one: Endpoint, other: Endpoint) =>
  one.status === 'enabled' && one.metadata[META.ours] === other.metadata[META.ours];

function missing(url: string, all: Endpoint[]): Finding {
  if (isLocal(url))
    return ok(
      'endpoint_local',
      'No endpoint is registered for this machine, and none is needed: `npm run listen` brings the events',
    );
  return error(
    'endpoint_missing',
    `Stripe has no endpoint for ${url} in the mode of this key${all.length > 0 ? `; it has ${few(all.map((each) => each.url))}` : ''}`,
    `npm run endpoint -- create --url ${url}. Or is it registered in the other mode (test, live)?`,
  );
}

/** Two that are on and are not a pair of account and Connect: each event comes twice. A rotation means it. */
function checkTwice(all: Endpoint[], here: Endpoint[]): Finding[] {
  const rotation = openRotations(all).find(({ next }) => here.includes(next));
  if (rotation)
    return [
      warn(
        'rotation_open',
        `A rotation is half-way: ${rotation.next.id} takes the place of ${rotation.old?.id ?? 'one that is gone'}`,
        'npm run endpoint -- rotate goes on with it, --abandon takes it back.',
      ),
    ];
  const on = here.filter(({ status }) => status === 'enabled');
  const kinds = new Set(on.map(({ metadata }) => metadata[META.ours]));
  if (on.length < 2 || kinds.size === on.length) return [];
  return [
    warn(
      'endpoints_twice',
      `${on.length} endpoints bring each event to this app: ${few(on.map(({ id, url }) => `${id} (${new URL(url).pathname})`))}`,
      'Each event is applied once all the same. Keep one: npm run endpoint -- disable <id>. If they are one for the account and one for Connect, all is well.',
    ),
  ];
}
