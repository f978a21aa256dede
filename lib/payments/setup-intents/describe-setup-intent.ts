import { type Done, tellWritten } from '../../db/tell-written';
import type { Upserted } from '../../db/upsert-statement';
import type { SetupIntentFacts } from '../../stripe/setup-intent';

/** “SetupIntent seti_… of customer cus_… succeeded, pm_… is saved”. */
export function describeSetupIntent(intent: SetupIntentFacts, what: string, written: Upserted): Done {
  const whose = intent.customer ? ` of customer ${intent.customer}` : '';
  return tellWritten(written, `SetupIntent ${intent.id}${whose} ${what}`);
}
