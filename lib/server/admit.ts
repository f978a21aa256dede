import type { IncomingMessage, ServerResponse } from 'node:http';
import { connections } from '../db/client';
import { isWebhookPath } from '../inbox/node-door';
import { env } from '../kit/env';
import { answerPaced, answerUnread, type PlainAnswer } from '../kit/http/answer-unread';
import { lanes } from '../kit/http/lanes';
import { SAFE_HEADERS } from '../kit/http/safe-headers';
import type { Lane } from '../kit/limits/lane';
import { bearerMatches } from '../kit/security/bearer-matches';
import { healthForStrangers, healthNow, statusOf } from '../ops/health';
import { hasSignedSession } from '../people/auth/has-signed-session';
import { judgeRequest, type ReadableHeaders } from './judge-request';
import { refuseStranger } from './refuse-stranger';

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * Everything but the webhook, in front of Next: what proxy.ts would refuse is answered here, where it costs microseconds,
 * and the rest waits for a place in its lane, or is answered with 503 where too many wait.
 */
export function admit(request: IncomingMessage, response: ServerResponse, handle: Handle): void {
  const headers = readable(request);
  if (isWebhookPath(request.url)) return void handle(request, response);
  if (isHealthCheck(request, headers)) return void answerHealth(request, response);
  const refusal = refuse(request, headers);
  if (refusal) answerPaced(request, response, refusal);
  else
    laneOf(request.url ?? '', hasSignedSession(headers.get('cookie')), headers.get('authorization')).enter({
      start(leave) {
        response.once('close', leave);
        handle(request, response);
      },
      refuse: () => answerPaced(request, response, BUSY),
      isGone: () => request.socket.destroyed,
    });
}

function refuse(request: IncomingMessage, headers: ReadableHeaders): PlainAnswer | null {
  const { method = 'GET', url = '/' } = request;
  const refused = isForPrograms(url) ? null : judgeRequest(method, headers, queryOf(url));
  if (!refused) return refuseStranger(method, url, headers);
  const body = JSON.stringify({ error: { message: refused.message } });
  return { status: refused.status, headers: JSON_ANSWER, body };
}

const queryOf = (url: string) => new URLSearchParams(url.split('?')[1]);

/** A load balancer's question, which must never wait for strangers: a late answer takes the whole app away. */
const isHealthCheck = ({ method, url }: IncomingMessage, headers: ReadableHeaders): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  url === '/api/health' &&
  !headers.has('cookie') &&
  !headers.has('authorization');

async function answerHealth(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const health = await healthNow(connections().pool);
  answerUnread(request, response, {
    status: statusOf(health),
    headers: JSON_ANSWER,
    body: JSON.stringify(healthForStrangers(health)),
  });
}

/** The same that the matcher of proxy.ts leaves out. */
const isForPrograms = (url: string): boolean => /^\/(api\/(health|metrics|cron)|_next\/static)\b/.test(url);

/** The schedule's and the metrics' programs, by the token that only they have. */
function carriesToken(authorization: string | null): boolean {
  const { CRON_SECRET, METRICS_TOKEN } = env();
  return [CRON_SECRET, METRICS_TOKEN].some((token) => token !== undefined && bearerMatches(authorization, token));
}

function laneOf(url: string, signedIn: boolean, authorization: string | null): Lane {
  if (/^\/(_next\/|icon\.svg|hookwell\.svg)/.test(url)) return signedIn ? lanes().ownFiles : lanes().files;
  if (signedIn || carriesToken(authorization)) return lanes().operators;
  return url.startsWith('/api/') ? lanes().programs : lanes().visitors;
}

const PLAIN = { ...SAFE_HEADERS, 'cache-control': 'no-store' };
const JSON_ANSWER = { ...PLAIN, 'content-type': 'application/json' };

const BUSY: PlainAnswer = {
  status: 503,
  headers: { ...PLAIN, 'content-type': 'text/plain; charset=utf-8', 'retry-after': '5' },
  body: 'Hookwell is busy with other requests just now. Try again in a few seconds.\n',
};

function readable({ headers }: IncomingMessage): ReadableHeaders {
  const get = (name: string) => {
    const value = headers[name];
    return value === undefined ? null : String(value);
  };
  return { get, has: (name) => headers[name] !== undefined };
}
