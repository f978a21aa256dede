import Stripe from 'stripe';
import { z } from 'zod';
import type { Database, Transaction } from '../../db/client';
import type { Scope } from '../../db/event-context';
import { deploymentLivemode } from '../../kit/env';
import { type AskStripe, askStripe } from '../../stripe/ask-stripe';
import { getStripe } from '../../stripe/get-stripe';
import type { StoredAnswer } from '../orders/purchase-rows';

/** Whose event it is that speaks of the payment, and what the simulator knows of it. */
export type AskedBy = { account: string | null; livemode: boolean; source: string; simulated?: unknown };

/** Whether there is anybody to ask: Stripe, with a key of the event's mode, or the simulator about what it made up. */
export function canBeAsked({ livemode, source, simulated }: Omit<AskedBy, 'account'>): boolean {
  return source === 'simulator' ? simulated !== undefined : livemode === deploymentLivemode() && getStripe() !== null;
}

/** Whether the payment's invoice or session is known already, or what Stripe answered when it was asked. */
export async function isInvoiceKnown(
  tx: Transaction,
  paymentIntentId: string,
  { account, livemode }: Scope,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ known: boolean }]>`
    select exists (
      select 1 from hookwell.fetched_links where payment_intent_id = ${paymentIntentId} and livemode = ${livemode} and account is not distinct from ${account}
    ) or exists (
      select 1 from hookwell.order_refs payment join hookwell.order_refs invoice using (order_id)
      where payment.ref = ${paymentIntentId} and payment.livemode = ${livemode} and payment.account is not distinct from ${account}
        and (invoice.ref like 'in\\_%' or invoice.ref like 'cs\\_%')
    ) as known`;
  return row.known;
}

/**
 * Asks Stripe which invoices a PaymentIntent pays, before the transaction that needs it, and keeps the answer: since API
 * version 2025-03-31 a PaymentIntent does not name its invoice, and one purchase would be two orders until
 * `invoice_payment.paid` joins them. Returns what a person should know about it, or null. Throws where Stripe cannot
 * be reached or fails, so that the event is tried again. `ask`: how; as a worker, unless a person waits.
 * Rule: https://docs.stripe.com/api/invoice-payment/list
 */
export async function findInvoice(
  prisma: Database,
  paymentIntentId: string,
  { account, livemode, source, simulated }: AskedBy,
  ask: AskStripe = askStripe,
): Promise<string | null> {
  // Stripe knows nothing of what the simulator made up, and a key of one mode sees nothing of the other.
  if (
    !canBeAsked({ livemode, source, simulated }) ||
    (await isInvoiceKnown(prisma, paymentIntentId, { account, livemode }))
  )
    return null;
  const answer =
    source === 'simulator'
      ? { links: readSimulated(simulated, paymentIntentId) }
      : await listInvoices(ask, paymentIntentId, account);
  if ('refused' in answer)
    return `Stripe did not say whether it pays an invoice (${answer.refused}), invoice_payment.paid will tell`;
  if (answer.links) await keep(prisma, paymentIntentId, { account, livemode }, answer.links);
  return null;
}

type Links = StoredAnswer['links'];

const keep = (prisma: Database, paymentIntentId: string, { account, livemode }: Scope, links: Links) =>
  prisma.$executeRaw`
    insert into hookwell.fetched_links (account, livemode, payment_intent_id, answer)
    values (${account}, ${livemode}, ${paymentIntentId}, ${JSON.stringify(links)}::jsonb) on conflict (payment_intent_id, livemode, account, stripe_account) do nothing`;

const simulatedSchema = z.object({
  invoice_payments: z.array(
    z.object({
      id: z.string(),
      payment_intent: z.string(),
      invoice: z.string(),
      amount_paid: z.number().nullable(),
      status: z.string(),
    }),
  ),
});

/** What the simulator says would be the answer; null: it says nothing, as a real webhook. */
function readSimulated(simulated: unknown, paymentIntentId: string): Links | null {
  const told = simulatedSchema.safeParse(simulated).data;
  if (!told) return null;
  return told.invoice_payments
    .filter((link) => link.payment_intent === paymentIntentId)
    .map(({ payment_intent: _, ...link }) => link);
}

async function listInvoices(
  ask: AskStripe,
  paymentIntentId: string,
  account: string | null,
): Promise<{ links: Links } | { refused: string }> {
  const query = { payment: { type: 'payment_intent' as const, payment_intent: paymentIntentId }, limit: 100 };
  const links: Links = [];
  try {
    await ask(async (stripe) => {
      for await (const link of stripe.invoicePayments.list(query, account ? { stripeAccount: account } : {})) {
        const invoice = typeof link.invoice === 'string' ? link.invoice : link.invoice.id;
        if (invoice) links.push({ id: link.id, invoice, status: link.status, amount_paid: link.amount_paid });
      }
    });
    return { links };
  } catch (error) {
    // A PaymentIntent that Stripe does not know pays nothing: a fixture, or one of test data that was deleted.
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
      return { links: [] };
    const refused =
      error instanceof Stripe.errors.StripeAuthenticationError || error instanceof Stripe.errors.StripePermissionError;
    // To try again would not help before somebody changes the key, and the payment itself is clear.
    if (refused) return { refused: error.message };
    throw error;
  }
}
