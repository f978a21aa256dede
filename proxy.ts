import { type NextRequest, NextResponse } from 'next/server';
import { pathHeader } from './app/_lib/same-site';

/** What every page and form passes. The webhook does not: see the matcher. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, searchParams } = request.nextUrl;
  const query = new URLSearchParams(searchParams);
  query.delete('_rsc');
  const headers = new Headers(request.headers);
  headers.set(pathHeader, query.size > 0 ? `${pathname}?${query}` : pathname);
  return NextResponse.next({ request: { headers } });
}

export const config = {
  // Not the door, whose throughput it would cost, nor what programs ask with a token, nor files.
  matcher: ['/((?!api/webhook(?:/|$)|webhook(?:/|$)|api/health$|api/cron/|api/metrics$|_next/static/).*)'],
};
