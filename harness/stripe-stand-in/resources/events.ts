import { type Api, ApiError, type ApiRequest, type Routes } from '../api';

/** https://docs.stripe.com/api/events, and the undocumented call behind `stripe events resend`. */
export const events: Routes = {
  'GET /v1/events': listEvents,

  'GET /v1/events/:id': ({ id }, api) => {
    const payload = api.events.get(id);
    if (!payload) throw new ApiError(404, `No such event: '${id}'`, undefined, 'resource_missing');
    return JSON.parse(payload);
  },

  'POST /v1/events/:id/retry': ({ id }, api) => api.resend(id),
};

type Listed = { id: string; type: string; created: number; account?: string };

/** Newest first, and within a second what came last. A connected account's events say nothing of it in its own list. */
function listEvents({ query, account }: ApiRequest, api: Api): object {
  const types = [...query].filter(([name]) => /^types\[/.test(name)).map(([, value]) => value);
  if (types.length > 20) throw new ApiError(400, 'Invalid array: types may hold 20 at the most');
  const since = Number(query.get('created[gte]') ?? 0);
  const undelivered = query.get('delivery_success') === 'false';
  const limit = Number(query.get('limit') ?? 10);
  if (limit > 100) throw new ApiError(400, 'This value must be less than or equal to 100');
  const matching = [...api.events.values()]
    .map((payload) => JSON.parse(payload) as Listed)
    .reverse()
    .filter((event) => (event.account ?? null) === account && event.created >= since)
    .filter((event) => types.length === 0 || types.includes(event.type))
    .filter((event) => !undelivered || api.undelivered.has(event.id))
    .sort((a, b) => b.created - a.created);
  const after = query.get('starting_after');
  const at = after ? matching.findIndex(({ id }) => id === after) : -1;
  if (after && at === -1) throw new ApiError(400, `No such event: '${after}'`, undefined, 'resource_missing');
  const data = matching.slice(at + 1, at + 1 + limit).map(({ account: _, ...event }) => event);
  return { object: 'list', url: '/v1/events', has_more: at + 1 + limit < matching.length, data };
}
