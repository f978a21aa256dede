import { after } from 'next/server';
import { connections } from '@/lib/db/client';
import { env } from '@/lib/env';
import { log } from '@/lib/log/log';
import { drain } from '@/lib/worker/drain';

/** On a serverless platform, does the work that is due in the time that the function has left after its answer. */
export function drainAfterwards(): void {
  if (env().WORKER === 'serverless') after(workNow);
}

async function workNow(): Promise<void> {
  try {
    await drain(connections(), { forMs: 40_000 });
  } catch (error) {
    log().error({ err: error }, `Left for the next delivery or cron: ${(error as Error).message}`);
  }
}
