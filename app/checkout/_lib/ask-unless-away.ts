import Stripe from 'stripe';
import { publicQuery } from '@/app/_lib/query';
import type { Database } from '@/lib/db/client';
import { log } from '@/lib/kit/log/log';

/** Runs a page's question to Stripe and the database. `away`: Stripe gave no answer, and may give one in a moment. */
export async function askUnlessAway<Answer>(run: (prisma: Database) => Promise<Answer>): Promise<Answer | 'away'> {
  try {
    return await publicQuery(run);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    log().error({ err: error }, `Stripe could not be asked for a customer's page: ${error.message}`);
    return 'away';
  }
}
