import Stripe from 'stripe';
import { KnownError } from '../../kit/known-error';
import { type Endpoint, type EndpointKind, kindOf, listEndpoints, META, sameDoor } from './endpoint';

export type NewEndpoint = {
  url: string;
  kind: EndpointKind;
  types: string[];
  description?: string;
  metadata?: Record<string, string>;
};

/** An endpoint that was just made, with the secret that Stripe tells this once. */
export type CreatedEndpoint = { endpoint: Endpoint; secret: string };

/** Makes an endpoint with the API version of the SDK, marked as Hookwell's. */
export async function createEndpoint(stripe: Stripe, wanted: NewEndpoint): Promise<CreatedEndpoint> {
  const endpoint = await stripe.webhookEndpoints.create({
    url: wanted.url,
    connect: wanted.kind === 'connect',
    enabled_events: wanted.types as Stripe.WebhookEndpointCreateParams.EnabledEvent[],
    api_version: Stripe.API_VERSION,
    description: wanted.description ?? `Hookwell${wanted.kind === 'connect' ? ', connected accounts' : ''}`,
    metadata: { ...wanted.metadata, [META.ours]: wanted.kind },
  });
  if (!endpoint.secret)
    throw new KnownError(
      `Stripe made the endpoint ${endpoint.id}, but told no secret. Its page shows it: https://dashboard.stripe.com/webhooks.`,
    );
  return { endpoint, secret: endpoint.secret };
}

/** Throws {@link KnownError} when an endpoint of the same kind has this URL: each event would come twice. */
export async function refuseDuplicate(stripe: Stripe, url: string, kind: EndpointKind): Promise<void> {
  const same = (await listEndpoints(stripe)).find(
    (endpoint) => sameDoor(endpoint.url, url) && (kindOf(endpoint) ?? kind) === kind,
  );
  if (!same) return;
  const next =
    same.status === 'enabled'
      ? `\`update ${same.id}\` sets its event types, \`rotate ${same.id}\` gives it a new secret and API version`
      : `\`enable ${same.id}\` switches it on again, \`delete ${same.id}\` removes it`;
  throw new KnownError(
    `The endpoint ${same.id} (${same.status}) has this URL already, and each event would come twice. Behind \`npm run endpoint --\`: ${next}. If it is of the other kind (Connect or not), add --anyway.`,
  );
}
