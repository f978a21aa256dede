import { connections } from '@/lib/db/client';
import { checkHealth } from '@/lib/health';

export const dynamic = 'force-dynamic';

/** 503 only if events cannot be stored. Trouble with the worker is 200 and `degraded`: the door is still good. */
export async function GET(): Promise<Response> {
  const health = await checkHealth(connections().pool);
  const status = health.status === 'unhealthy' ? 503 : 200;
  return Response.json(health, { status, headers: { 'cache-control': 'no-store' } });
}
