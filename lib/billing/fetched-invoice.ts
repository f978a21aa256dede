import type { EventContext } from '../db/event-context';

/** The invoice that Stripe said this PaymentIntent pays, when it was asked (see find-invoice.ts). Null: none, or never asked. */
export async function fetchedInvoice(
  { tx, event }: EventContext,
  paymentIntentId: string | null,
): Promise<string | null> {
  if (paymentIntentId === null) return null;
  const [link] = await tx.$queryRaw<{ invoiceId: string | null }[]>`
    select invoice_id as "invoiceId" from fetched_links
    where payment_intent_id = ${paymentIntentId} and account is not distinct from ${event.account}`;
  return link?.invoiceId ?? null;
}
