import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from './app/_lib/content-security-policy';
import { isProduction, isServedOverTls } from './lib/kit/env';
import type { PlainAnswer } from './lib/kit/http/answer-unread';
import { pathHeader } from './lib/kit/http/same-site';
import { judgeRequest } from './lib/server/judge-request';
import { pathWith, refuseStranger } from './lib/server/refuse-stranger';

/** What every page and form passes: whose page it is sent from, how large it is, who asks, and what the answer may load. */
export function proxy(request: NextRequest): NextResponse {
  const refused = judgeRequest(request.method, request.headers, request.nextUrl.searchParams);
  if (refused)
    return NextResponse.json(
      { error: { message: refused.message } },
      { status: refused.status, headers: { 'cache-control': 'no-store' } },
    );
  const { pathname, search } = request.nextUrl;
  const stranger = refuseStranger(request.method, pathname + search, request.headers);
  if (stranger) return new NextResponse(stranger.body || null, { ...stranger, headers: absolute(stranger, request) });
  const tls = isServedOverTls();
  const policy = contentSecurityPolicy(pathname, {
    nonce: randomBytes(16).toString('base64'),
    dev: !isProduction(),
    tls,
  });
  const headers = new Headers(request.headers);
  headers.set(pathHeader, pathWith(pathname, request.nextUrl.searchParams));
  // Next takes the nonce for its own scripts from here.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (tls) response.headers.set('strict-transport-security', 'max-age=31536000');
  return response;
}

/** Next reads where an answer leads to, and takes a whole address only. */
function absolute({ headers }: PlainAnswer, request: NextRequest): Record<string, string> {
  const { location } = headers;
  return location ? { ...headers, location: new URL(location, request.url).href } : headers;
}

export const config = {
  // Not the door, whose throughput it would cost, nor what programs ask with a token, nor files.
  matcher: ['/((?!api/webhook(?:/thin)?/?$|webhook/?$|api/health$|api/cron/|api/metrics$|_next/static/).*)'],
};
