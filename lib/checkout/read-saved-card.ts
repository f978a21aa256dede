import type Stripe from 'stripe';
import type { Database } from '../db/client';
import { equalTexts } from '../kit/security/equal-texts';
import { isMissing } from '../stripe/is-missing';

/** `arriving`: saved at Stripe, and its `payment_method.attached` has not been applied here yet. */
export type SavedCard = { state: 'saved' | 'arriving' | 'processing' | 'refused'; problem: string | null };

/**
 * What became of a SetupIntent that the customer comes back from. Null: there is none, it is another customer's, or the
 * client secret is not its own. Throws what the SDK throws, and what the database does.
 */
export async function readSavedCard(
  prisma: Database,
  stripe: Stripe,
  asked: { setupIntent: string; clientSecret: string; customer: string | null },
): Promise<SavedCard | null> {
  const intent = await stripe.setupIntents.retrieve(asked.setupIntent).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (!intent?.client_secret || !equalTexts(intent.client_secret, asked.clientSecret)) return null;
  if (!asked.customer || idOf(intent.customer) !== asked.customer) return null;
  if (intent.status === 'processing') return { state: 'processing', problem: null };
  if (intent.status !== 'succeeded') return { state: 'refused', problem: intent.last_setup_error?.message ?? null };
  const method = idOf(intent.payment_method);
  const here = method === null ? 1 : await prisma.paymentMethod.count({ where: { account: null, id: method } });
  return { state: here > 0 ? 'saved' : 'arriving', problem: null };
}

/** The id of what Stripe renders as an id, or as an object where it was expanded. */
const idOf = (reference: string | { id: string } | null): string | null =>
  typeof reference === 'object' ? (reference?.id ?? null) : reference;
