import type { Pool } from 'pg';
import { log } from '../../kit/log/log';
import { askBesideEvents } from '../../stripe/ask-stripe';
import { getStripe } from '../../stripe/get-stripe';
import type { Trigger } from './runs';
import { type SweptAccount, sweep } from './sweep';

/** A scheduled sweep begins no further account after this long: the next one goes on with them. */
const BUDGET_MS = 4 * 60_000;

/**
 * The sweep that the worker does by itself: tells in the log what never arrived, and why it could not look. Without
 * STRIPE_SECRET_KEY there is nothing to compare with.
 */
export async function sweepNow(
  pool: Pool,
  { trigger, signal, budgetMs = BUDGET_MS }: { trigger: Trigger; signal?: AbortSignal; budgetMs?: number },
): Promise<void> {
  if (!getStripe()) return log().debug('Not compared with Stripe: STRIPE_SECRET_KEY is not set');
  const asking = { ask: askBesideEvents, ...(signal && { signal }) };
  for (const account of await sweep(pool, asking, { trigger, budgetMs })) tell(account);
}

function tell({ account, windows, error, isNews }: SweptAccount): void {
  const whose = account ? ` of ${account}` : '';
  for (const { run, healed, gap } of windows) {
    log().debug({ account, seen: run.seen, healed: run.healed }, `Compared ${run.seen} events${whose} with Stripe`);
    if (healed.length > 0) {
      const named = healed.slice(0, 5).map(({ type, id }) => `${type} ${id}`);
      const more = healed.length > named.length ? ` and ${healed.length - named.length} more` : '';
      log().warn(
        { account, eventIds: healed.map(({ id }) => id) },
        `The sweep fetched ${healed.length} event(s)${whose} that had not arrived: ${named.join(', ')}${more}`,
      );
    }
    if (gap)
      log().error(
        { account, ...gap },
        `Nobody compared the events${whose} from ${gap.from.toISOString()} to ${gap.to.toISOString()}, and Stripe lists them no more`,
      );
  }
  if (error && isNews) log().error({ err: error, account }, `The sweep${whose} stopped: ${error.message}`);
}
