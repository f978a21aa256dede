import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import { type Api, ApiError, type ApiRequest, type Routes } from '../api';
import { type Form, textOf } from '../form';

/** An account may have this many in each mode: https://docs.stripe.com/webhooks#test-webhook */
const LIMIT = 16;

/** https://docs.stripe.com/api/webhook_endpoints. The secret is in the answer to the creation only. */
export const webhookEndpoints: Routes = {
  'POST /v1/webhook_endpoints': createEndpoint,
  'GET /v1/webhook_endpoints': listEndpoints,
  'GET /v1/webhook_endpoints/:id': ({ id }, api) => find(api, id),
  'POST /v1/webhook_endpoints/:id': updateEndpoint,
  'DELETE /v1/webhook_endpoints/:id': ({ id }, api) => {
    find(api, id);
    api.webhookEndpoints.delete(id);
    return { id, object: 'webhook_endpoint', deleted: true };
  },
};

function createEndpoint({ form }: ApiRequest, api: Api): Stripe.WebhookEndpoint {
  if (api.webhookEndpoints.size >= LIMIT)
    throw new ApiError(400, `You have reached the maximum of ${LIMIT} test webhook endpoints.`);
  const endpoint: Stripe.WebhookEndpoint = {
    id: `we_${randomBytes(12).toString('hex')}`,
    object: 'webhook_endpoint',
    api_version: textOf(form, 'api_version') ?? null,
    application: null,
    created: Math.floor(Date.now() / 1000),
    description: textOf(form, 'description') ?? null,
    enabled_events: eventsOf(form) ?? missing('enabled_events'),
    livemode: false,
    metadata: metadataOf(form),
    status: 'enabled',
    url: urlOf(form) ?? missing('url'),
  };
  api.webhookEndpoints.set(endpoint.id, endpoint);
  return { ...endpoint, secret: `whsec_${randomBytes(16).toString('hex')}` };
}

/** Newest first, a page at a time. */
function listEndpoints({ query }: ApiRequest, api: Api): object {
  const all = [...api.webhookEndpoints.values()].reverse();
  const after = query.get('starting_after');
  const rest = all.slice(after ? all.findIndex(({ id }) => id === after) + 1 : 0);
  const limit = Number(query.get('limit') ?? 10);
  return { object: 'list', url: '/v1/webhook_endpoints', has_more: rest.length > limit, data: rest.slice(0, limit) };
}

function updateEndpoint({ id, form }: ApiRequest, api: Api): Stripe.WebhookEndpoint {
  const known = find(api, id);
  if (textOf(form, 'api_version')) throw new ApiError(400, 'Received unknown parameter: api_version');
  const disabled = textOf(form, 'disabled');
  const next: Stripe.WebhookEndpoint = {
    ...known,
    ...(disabled && { status: disabled === 'true' ? 'disabled' : 'enabled' }),
    enabled_events: eventsOf(form) ?? known.enabled_events,
    description: textOf(form, 'description') ?? known.description,
    url: urlOf(form) ?? known.url,
    metadata: withoutEmpty({ ...known.metadata, ...metadataOf(form) }),
  };
  api.webhookEndpoints.set(id, next);
  return next;
}

function find(api: Api, id: string): Stripe.WebhookEndpoint {
  const endpoint = api.webhookEndpoints.get(id);
  if (!endpoint) throw new ApiError(404, `No such webhook endpoint: '${id}'`, undefined, 'resource_missing');
  return endpoint;
}

function eventsOf({ enabled_events: events }: Form): string[] | undefined {
  return typeof events === 'object' ? Object.values(events).map(String) : undefined;
}

const metadataOf = ({ metadata }: Form): Record<string, string> =>
  typeof metadata === 'object' ? (metadata as Record<string, string>) : {};

/** An empty value removes a key, as at Stripe. */
const withoutEmpty = (record: Record<string, string>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''));

function urlOf(form: Form): string | undefined {
  const url = textOf(form, 'url');
  if (url && !/^https?:\/\/[^/]+\./.test(url))
    throw new ApiError(400, 'Invalid URL: URL must be publicly accessible. Consider using a tool like ngrok.');
  return url;
}

function missing(name: string): never {
  throw new ApiError(400, `Missing required param: ${name}.`);
}
