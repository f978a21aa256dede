import Stripe from 'stripe';
import type { Database } from '../db/client';
import { deploymentLivemode } from '../env';
import { getStripe } from '../stripe/client';

/** Whose event it is that speaks of the payment. */
export type AskedBy = { account: string | null; livemode: boolean; source: string };

type Known = { answered: boolean; bills: boolean };

/**
 * Whether there is anything to ask: not where an invoice of the payment, or Stripe's answer, is known already, and only
 * where the account has ever sent an event of an invoice, because every other account would ask for nothing.
 */
async function whatIsKnown(prisma: Database, paymentIntentId: string, account: string | null): Promise<Known> {
  const [known] = await prisma.$queryRaw<Known[]>`
    select
      exists (
        select 1 from fetched_links where payment_intent_id = ${paymentIntentId} and account is not distinct from ${account}
      ) or exists (
        select 1 from order_refs payment join order_refs invoice using (order_id)
        where payment.ref = ${paymentIntentId} and payment.account is not distinct from ${account} and invoice.ref like 'in\\_%'
      ) as answered,
      -- The least of them, because that is one step into its index; for exists() the planner may read the whole table.
      (
        select min(coalesce(account, '')) from webhook_events
        where type like 'invoice%' and coalesce(account, '') = ${account ?? ''}
      ) is not null as bills`;
  return known ?? { answered: false, bills: false };
}

/**
 * Asks Stripe which invoice a PaymentIntent pays, before the transaction that needs it, and keeps the answer: since API
 * version 2025-03-31 a PaymentIntent does not name its invoice, and a renewal would be two orders until
 * `invoice_payment.paid` joins them. Returns what a person should know about it, or null. Throws where Stripe cannot
 * be reached or fails, so that the event is tried again.
 * Rule: https://docs.stripe.com/api/invoice-payment/list
 */
export async function findInvoice(
  prisma: Database,
  paymentIntentId: string,
  { account, livemode, source }: AskedBy,
): Promise<string | null> {
  const { answered, bills } = await whatIsKnown(prisma, paymentIntentId, account);
  if (answered || !bills) return null;
  // Stripe knows nothing of what the simulator made up, and a key of one mode sees nothing of the other.
  if (source === 'simulator' || livemode !== deploymentLivemode()) return null;
  const stripe = getStripe();
  if (!stripe)
    return 'STRIPE_SECRET_KEY is not set: not asked whether it pays an invoice, invoice_payment.paid will tell';
  const answer = await askStripe(stripe, paymentIntentId, account);
  if ('refused' in answer)
    return `Stripe did not say whether it pays an invoice (${answer.refused}), invoice_payment.paid will tell`;
  await prisma.$executeRaw`
    insert into fetched_links (account, payment_intent_id, invoice_id)
    values (${account}, ${paymentIntentId}, ${answer.invoiceId}) on conflict (payment_intent_id, account) do nothing`;
  return null;
}

async function askStripe(
  stripe: Stripe,
  paymentIntentId: string,
  account: string | null,
): Promise<{ invoiceId: string | null } | { refused: string }> {
  try {
    const { data } = await stripe.invoicePayments.list(
      { payment: { type: 'payment_intent', payment_intent: paymentIntentId } },
      account ? { stripeAccount: account } : {},
    );
    // The newest stands first. One payment may pay several invoices: invoice_payment.paid tells of the others.
    const link = data.findLast(({ status }) => status !== 'canceled');
    const invoice = link?.invoice ?? null;
    return { invoiceId: typeof invoice === 'string' ? invoice : (invoice?.id ?? null) };
  } catch (error) {
    // A PaymentIntent that Stripe does not know pays nothing: a fixture, or one of test data that was deleted.
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
      return { invoiceId: null };
    const refused =
      error instanceof Stripe.errors.StripeAuthenticationError || error instanceof Stripe.errors.StripePermissionError;
    // To try again would not help before somebody changes the key, and the payment itself is clear.
    if (refused) return { refused: error.message };
    throw error;
  }
}
