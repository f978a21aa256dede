import { connections } from '@/lib/db/client';
import { env } from '@/lib/kit/env';
import { log } from '@/lib/kit/log/log';
import { bearerMatches } from '@/lib/kit/security/bearer-matches';
import { renderMetrics } from '@/lib/upkeep/metrics/render-metrics';

export const dynamic = 'force-dynamic';

/** For Prometheus, which sends METRICS_TOKEN as the bearer. Without a token configured it is closed. */
export async function GET(request: Request): Promise<Response> {
  const headers = { 'cache-control': 'no-store' };
  if (!bearerMatches(request.headers.get('authorization'), env().METRICS_TOKEN))
    return Response.json({ error: 'METRICS_TOKEN does not match, or is not set' }, { status: 401, headers });
  try {
    const { contentType, text } = await renderMetrics(connections().pool);
    return new Response(text, { headers: { ...headers, 'content-type': contentType } });
  } catch (error) {
    log().error({ err: error }, `The metrics could not be read: ${(error as Error).message}`);
    return Response.json({ error: 'The metrics could not be read; the log says why' }, { status: 503, headers });
  }
}
