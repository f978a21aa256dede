import { connections } from '@/lib/db/client';
import { env, isProduction } from '@/lib/kit/env';
import { bearerMatches } from '@/lib/kit/security/bearer-matches';
import { healthForStrangers, healthNow, statusOf } from '@/lib/ops/health';
import { findSession } from '@/lib/people/auth/find-session';

export const dynamic = 'force-dynamic';

/** Whether this is somebody of the house: a session, or a program with the token of the schedule; anybody while developing. */
async function mayKnow(request: Request): Promise<boolean> {
  if (!isProduction() || bearerMatches(request.headers.get('authorization'), env().CRON_SECRET)) return true;
  if (!request.headers.has('cookie')) return false;
  return (await findSession(request.headers).catch(() => null)) !== null;
}

/** Under `npm start` most who ask are answered before: lib/server/admit.ts. */
export async function GET(request: Request): Promise<Response> {
  const health = await healthNow(connections().pool);
  const told = (await mayKnow(request)) ? health : healthForStrangers(health);
  return Response.json(told, { status: statusOf(health), headers: { 'cache-control': 'no-store' } });
}
