import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerPaced } from '../kit/http/answer-unread';
import { SAFE_HEADERS } from '../kit/http/safe-headers';

/** What the web's Request refuses to hold: https://fetch.spec.whatwg.org/#forbidden-method */
const FORBIDDEN_METHODS = new Set(['TRACE', 'TRACK', 'CONNECT']);

/** What is wrong with a request that Next would answer with 500 and an error in the log; null when nothing is. */
export function whyUnservable({ method, url }: Pick<IncomingMessage, 'method' | 'url'>) {
  if (FORBIDDEN_METHODS.has((method ?? '').toUpperCase()))
    return { status: 405, text: `${method} is not answered here.` };
  const path = (url ?? '').split('?', 1)[0] ?? '';
  if (!/^(\/|https?:\/\/)/i.test(path))
    return { status: 400, text: 'The address is malformed: it starts with no slash.' };
  return isDecodable(path) ? null : { status: 400, text: 'The address is malformed: a % in it starts no character.' };
}

function isDecodable(path: string): boolean {
  if (!path.includes('%')) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/** Answers a request that no page or route can have, before Next sees it. False: it is one to serve. */
export function refuseUnservable(request: IncomingMessage, response: ServerResponse): boolean {
  const why = whyUnservable(request);
  if (!why) return false;
  const allow: Record<string, string> = why.status === 405 ? { allow: 'GET, HEAD, POST' } : {};
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    ...SAFE_HEADERS,
    'cache-control': 'no-store',
    ...allow,
  };
  answerPaced(request, response, { status: why.status, headers, body: why.text });
  return true;
}
