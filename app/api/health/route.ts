import { findSession } from '@/lib/auth/find-session';
import { connections } from '@/lib/db/client';
import { env, isProduction } from '@/lib/env';
import { checkHealth, type Health } from '@/lib/health';
import { bearerMatches } from '@/lib/security/bearer';

export const dynamic = 'force-dynamic';

/** What a load balancer needs. The rest is for who runs this: a worker that is missing tells an attacker something. */
const forStrangers = ({ status, database }: Health) => ({ status, database });

/** Whether this is somebody of the house: a session, or a program with the token of the schedule; anybody while developing. */
async function mayKnow(request: Request): Promise<boolean> {
  if (!isProduction() || bearerMatches(request.headers.get('authorization'), env().CRON_SECRET)) return true;
  if (!request.headers.has('cookie')) return false;
  return (await findSession(request.headers).catch(() => null)) !== null;
}

/** One look serves all who come within this time: a load balancer, or several, may come every second. */
const KEPT_MS = 1_000;
let last: { at: number; health: Promise<Health> } | undefined;

function healthNow(): Promise<Health> {
  const now = Date.now();
  if (!last || now - last.at > KEPT_MS) last = { at: now, health: checkHealth(connections().pool) };
  return last.health;
}

/** 503 only if events cannot be stored. Trouble with the worker is 200 and `degraded`: the door is still good. */
export async function GET(request: Request): Promise<Response> {
  const health = await healthNow();
  const status = health.status === 'unhealthy' ? 503 : 200;
  const told = (await mayKnow(request)) ? health : forStrangers(health);
  return Response.json(told, { status, headers: { 'cache-control': 'no-store' } });
}
