import { connections } from '@/lib/db/client';
import { env } from '@/lib/kit/env';
import { bearerMatches } from '@/lib/kit/security/bearer-matches';
import { redactOld } from '@/lib/privacy/retention/redact-old';
import { checkAlerts } from '@/lib/upkeep/alerts/check-alerts';
import { sendAlerts } from '@/lib/upkeep/alerts/send-alerts';
import { watchMoney } from '@/lib/upkeep/invariants/watch-money';
import { sweepNow } from '@/lib/upkeep/sweep/sweep-now';
import { drain } from '@/lib/worker/drain';

export const dynamic = 'force-dynamic';
export const maxDuration = 60;

/** Finishes what was cut off, and does what a schedule would. Vercel calls it with CRON_SECRET as the bearer. */
export async function GET(request: Request): Promise<Response> {
  if (!bearerMatches(request.headers.get('authorization'), env().CRON_SECRET))
    return Response.json(
      { error: 'CRON_SECRET does not match, or is not set' },
      { status: 401, headers: { 'cache-control': 'no-store' } },
    );
  // What a job in hand may still take: the function's time, less what is left for the records and the answer.
  const until = Date.now() + (maxDuration - 5) * 1_000;
  const open = connections();
  // First, so that what never arrived is applied at once. What is left of a long list is for the next call.
  await sweepNow(open.pool, { trigger: 'schedule', signal: AbortSignal.timeout(15_000) });
  const { cutOff } = await drain(open, { forMs: 40_000, until, concurrency: 3 });
  await watchMoney(open.prisma);
  await checkAlerts(open.prisma);
  // What the alerts have to say goes out now: the next call may be a day away.
  await sendAlerts(open.prisma);
  // A call a day, as on Vercel's smallest plan, still gets through some thousands.
  await redactOld(open.prisma, { batches: 20 });
  return Response.json({ done: !cutOff }, { headers: { 'cache-control': 'no-store' } });
}
