import { connections } from '../../db/client';
import { deploymentLivemode, env } from '../../kit/env';
import { TokenBucket } from '../../kit/limits/token-bucket';
import { log } from '../../kit/log/log';
import { localSecretsToName } from '../../stripe/local-secrets';
import { diagnose } from './diagnose';
import { isDoctorsProbe } from './is-doctors-probe';
import { recordRejections } from './record-rejections';
import type { Refused } from './refused';
import { RejectionQueue } from './rejection-queue';

const slot = Symbol.for('hookwell.rejections');
type Global = typeof globalThis & { [slot]?: RejectionQueue };

/** The queue of this process: one, although Next loads this file more than once. */
function queue(): RejectionQueue {
  const global = globalThis as Global;
  global[slot] ??= new RejectionQueue({
    newBucket: () => new TokenBucket({ burst: 20, perSecond: 1 }),
    diagnose: (refused) =>
      diagnose(refused, {
        secrets: env().STRIPE_WEBHOOK_SECRET,
        localSecrets: localSecretsOrNone(),
        toleranceSeconds: env().WEBHOOK_TOLERANCE_SECONDS,
        livemode: deploymentLivemode(),
      }),
    record: (rejections) => recordRejections(connections().pool, rejections),
    isBusy: () => connections().pool.waitingCount > 0,
    complain: (message) => log().warn(message),
  });
  return global[slot];
}

function localSecretsOrNone(): { label: string; secret: string }[] {
  try {
    return localSecretsToName();
  } catch (error) {
    // The file is broken: the door says so while developing. Here it only means one hint less.
    log().debug({ err: error }, 'The secrets of this machine cannot be read');
    return [];
  }
}

/** Keeps a refused delivery as evidence, later and within narrow bounds: costs the request nothing, and never throws. */
export function noteRejection(refused: Refused): void {
  if (!isDoctorsProbe(refused)) queue().add(refused);
}

/** Resolves when what was noted is recorded, or given up: for a serverless function, which would sleep before that. */
export const settleRejections = (): Promise<void> => queue().settle();

/** {@link settleRejections} with the sums that wait for their time: for the end of the process, and for tests. */
export const flushRejections = (): Promise<void> => queue().flush();
