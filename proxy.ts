import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { contentSecurityPolicy } from './app/_lib/content-security-policy';
import { judgeRequest } from './app/_lib/judge-request';
import { pathHeader } from './app/_lib/same-site';
import { isProduction, isServedOverTls } from './lib/env';

/** What every page and form passes: whose page it is sent from, how large it is, and what the answer may load. */
export function proxy(request: NextRequest): NextResponse {
  const refused = judgeRequest(request.method, request.headers, request.nextUrl.searchParams);
  if (refused)
    return NextResponse.json(
      { error: { message: refused.message } },
      { status: refused.status, headers: { 'cache-control': 'no-store' } },
    );
  const { pathname } = request.nextUrl;
  const tls = isServedOverTls();
  const policy = contentSecurityPolicy(pathname, {
    nonce: randomBytes(16).toString('base64'),
    dev: !isProduction(),
    tls,
  });
  const headers = new Headers(request.headers);
  headers.set(pathHeader, pathOf(request.nextUrl));
  // Next takes the nonce for its own scripts from here.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (tls) response.headers.set('strict-transport-security', 'max-age=31536000');
  return response;
}

/** The path and query as a person has them in the address bar. */
function pathOf({ pathname, searchParams }: URL): string {
  const query = new URLSearchParams(searchParams);
  query.delete('_rsc');
  return query.size > 0 ? `${pathname}?${query}` : pathname;
}

export const config = {
  // Not the door, whose throughput it would cost, nor what programs ask with a token, nor files.
  matcher: ['/((?!api/webhook(?:/|$)|webhook(?:/|$)|api/health$|api/cron/|api/metrics$|_next/static/).*)'],
};
