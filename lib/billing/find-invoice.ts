import Stripe from 'stripe';
import type { Database, Transaction } from '../db/client';
import { deploymentLivemode } from '../env';
import { getStripe } from '../stripe/client';

/** Whose event it is that speaks of the payment. */
export type AskedBy = { account: string | null; livemode: boolean; source: string };

/** Whether an invoice of the payment is known already, or what Stripe answered when it was asked. */
export async function isInvoiceKnown(
  tx: Transaction,
  paymentIntentId: string,
  account: string | null,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ known: boolean }]>`
    select exists (
      select 1 from fetched_links where payment_intent_id = ${paymentIntentId} and account is not distinct from ${account}
    ) or exists (
      select 1 from order_refs payment join order_refs invoice using (order_id)
      where payment.ref = ${paymentIntentId} and payment.account is not distinct from ${account} and invoice.ref like 'in\\_%'
    ) as known`;
  return row.known;
}

/** Only where the account has ever sent an event of an invoice: every other account would ask for nothing. */
async function hasInvoices(prisma: Database, account: string | null): Promise<boolean> {
  // The least of them, because that is one step into its index; for exists() the planner may read the whole table.
  const [row] = await prisma.$queryRaw<[{ least: string | null }]>`
    select min(coalesce(account, '')) as least from webhook_events
    where type like 'invoice%' and coalesce(account, '') = ${account ?? ''}`;
  return row.least !== null;
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
  if ((await isInvoiceKnown(prisma, paymentIntentId, account)) || !(await hasInvoices(prisma, account))) return null;
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
