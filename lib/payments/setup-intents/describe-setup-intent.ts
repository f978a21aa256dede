import type { Upserted } from '../../db/upsert-statement';
import { LATER_KNOWN } from '../../kit/text';
import type { SetupIntentFacts } from '../../stripe/setup-intent';

/** “SetupIntent seti_… of customer cus_… succeeded, pm_… is saved”. */
export function describeSetupIntent(intent: SetupIntentFacts, what: string, written: Upserted): string {
  const whose = intent.customer ? ` of customer ${intent.customer}` : '';
  return `SetupIntent ${intent.id}${whose} ${what}${written === 'stale' ? LATER_KNOWN : ''}`;
}
