import type Stripe from 'stripe';

export type Endpoint = Stripe.WebhookEndpoint;

/** `account`: events of the account itself. `connect`: those of its connected accounts. */
export type EndpointKind = 'account' | 'connect';

/**
 * What Hookwell notes at Stripe about its endpoints: everything that a rotation needs, so that it can be taken up
 * from any machine. https://docs.stripe.com/metadata
 */
export const META = {
  /** Which kind ours is: Stripe does not tell. */
  ours: 'hookwell',
  /** On the new endpoint of a rotation: the id of the old one. */
  replaces: 'hookwell_replaces',
  /** On the new endpoint: when the app was seen to accept its secret. */
  proven: 'hookwell_proven_at',
} as const;

export const isOurs = ({ metadata }: Endpoint): boolean => metadata[META.ours] !== undefined;

/** Null for an endpoint that Hookwell did not make: Stripe's API does not say. */
export function kindOf({ metadata }: Endpoint): EndpointKind | null {
  const kind = metadata[META.ours];
  return kind === 'account' || kind === 'connect' ? kind : null;
}

/** The same door: a slash at the end makes no difference, and /webhook is /api/webhook. */
export function sameDoor(one: string, other: string): boolean {
  return doorOf(one) === doorOf(other);
}

function doorOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname.replace(/\/+$/, '').replace(/^\/webhook$/, '/api/webhook')}`;
}

/** Every endpoint that the key sees, the oldest first. */
export async function listEndpoints(stripe: Stripe): Promise<Endpoint[]> {
  const endpoints: Endpoint[] = [];
  for await (const endpoint of stripe.webhookEndpoints.list({ limit: 100 })) endpoints.push(endpoint);
  return endpoints.sort((one, other) => one.created - other.created);
}
