import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Api, ApiError, type ApiRequest, type Fault, type Routes } from './api';
import { Collector } from './collector';
import { parseForm } from './form';
import { type ListenerDifference, Listeners } from './listeners';
import { routes } from './resources/routes';

/** Any key of test mode is good but this one, which Stripe "does not know". */
export const UNKNOWN_KEY = 'sk_test_unknown0123456789';

export type StripeStandIn = Awaited<ReturnType<typeof startStripeStandIn>>;

/** Starts a stand-in of Stripe's API on a free port of this machine, with the websocket that `stripe listen` connects to. */
export async function startStripeStandIn() {
  const listeners = new Listeners(`whsec_${randomBytes(32).toString('hex')}`);
  const api = new Api((payload) => listeners.send(payload));
  const hooks: Hooks = { requests: new Collector(), intercept: () => undefined };
  const table: Routes = {
    ...routes,
    'POST /v1/stripecli/sessions': (request) => listeners.createSession(request, host()),
  };
  const server = createServer((request, response) => void answer(request, response, table, api, hooks));
  server.on('upgrade', (request, socket, head) => listeners.connect(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: `http://${host()}`,
    api,
    hooks,
    /** The signing secret of its sessions. */
    secret: listeners.secret,
    /** What the CLIs have reported, in the order of their answers. */
    responses: listeners.responses,
    acks: listeners.acks,
    connected: listeners.connected,
    disconnected: listeners.disconnected,
    /** Brings a text to every connected CLI as an event, signed with the session's secret unless told otherwise. */
    send: (payload: string, difference?: ListenerDifference) => listeners.send(payload, difference),
    dropConnection: () => listeners.drop(),
    async stop() {
      listeners.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** For tests: every call of a resource as it came in, and what shall happen to the next ones instead of an answer. */
type Hooks = { requests: Collector<ApiRequest>; intercept(request: ApiRequest): Fault | undefined };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  table: Routes,
  api: Api,
  hooks: Hooks,
): Promise<void> {
  const answered = await route(request, await text(request), table, api, hooks);
  if (!answered) return;
  const { status, json, headers } = answered;
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_standin', ...headers });
  response.end(JSON.stringify(json, null, 2));
}

type Answer = { status: number; json: unknown; headers?: Record<string, string> };

async function route(
  request: IncomingMessage,
  body: string,
  table: Routes,
  api: Api,
  hooks: Hooks,
): Promise<Answer | null> {
  try {
    requireKey(request.headers.authorization);
    const url = new URL(request.url ?? '/', 'http://stripe');
    const account = request.headers['stripe-account'] ?? request.headers['stripe-context'];
    const call: ApiRequest = {
      method: String(request.method),
      path: url.pathname,
      query: url.searchParams,
      form: parseForm(body),
      id: '',
      account: account ? String(account) : null,
      idempotencyKey: String(request.headers['idempotency-key'] ?? '') || null,
    };
    hooks.requests.add(call);
    const fault = hooks.intercept(call);
    if (fault === 'silence') return null;
    if (fault)
      return { ...fault, json: { error: { type: 'api_error', message: `The stand-in fails with ${fault.status}` } } };
    const known = call.method === 'GET' && api.answers.get(`${call.account ?? ''} ${call.path}`.trim());
    if (known) return { status: 200, json: known };
    const { handler, id } = findRoute(table, `${request.method} ${url.pathname}`);
    const { json, replayed } = await api.once(call, () => handler({ ...call, id }, api));
    return { status: 200, json, ...(replayed && { headers: { 'idempotent-replayed': 'true' } }) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { status, message, type, code } = error;
    return { status, json: { error: { message, type, code } } };
  }
}

function requireKey(authorization: string | undefined): void {
  const key = authorization?.replace(/^Bearer /, '') ?? '';
  if (!/^[sr]k_test_/.test(key) || key === UNKNOWN_KEY)
    throw new ApiError(401, `Invalid API Key provided: ${key.slice(0, 8)}****${key.slice(-4)}`);
}

function findRoute(table: Routes, asked: string) {
  for (const [pattern, handler] of Object.entries(table)) {
    const match = new RegExp(`^${pattern.replace(':id', '([^/]+)')}$`).exec(asked);
    if (match) return { handler, id: match[1] ?? '' };
  }
  throw new ApiError(404, `Unrecognized request URL (${asked}). The stand-in does not know it.`);
}
