import { after } from 'next/server';
import { connections } from '@/lib/db/client';
import { env } from '@/lib/kit/env';
import { log } from '@/lib/kit/log/log';
import { drain } from '@/lib/worker/drain';

/** The `maxDuration` of the routes that do this, less what is left for the records and the answer. */
const FUNCTION_MS = 60_000 - 5_000;

/** On a serverless platform, does the work that is due in the time that the function has left after its answer. */
export function drainAfterwards(): void {
  if (env().WORKER !== 'serverless') return;
  const until = Date.now() + FUNCTION_MS;
  after(() => workNow(until));
}

async function workNow(until: number): Promise<void> {
  try {
    await drain(connections(), { forMs: 40_000, until });
  } catch (error) {
    log().error({ err: error }, `Left for the next delivery or cron: ${(error as Error).message}`);
  }
}
