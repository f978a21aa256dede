import { z } from 'zod';
import { canBeAsked, findInvoice, isInvoiceKnown } from '../payments/billing/find-invoice';
import { reference } from '../stripe/read-object';
import type { Preparation, Readiness } from './define-handler';

const paymentSchema = z.object({
  id: z.string(),
  object: z.string(),
  payment_intent: reference,
  invoice: reference,
  payment_details: z.object({ order_reference: z.string().nullish() }).nullish().catch(null),
});

type Told = { data: { object: unknown }; simulated?: unknown };

/** The PaymentIntent of what tells of a payment, where the object does not say itself what it pays. */
function paymentIntentOf({ data }: Told): string | null {
  const payment = paymentSchema.safeParse(data.object).data;
  if (!payment || payment.invoice) return null;
  if (/^(in|cs)_/.test(payment.payment_details?.order_reference ?? '')) return null;
  return payment.object === 'payment_intent' ? payment.id : payment.payment_intent;
}

/** How the handlers of what tells of a payment learn which invoices it pays. */
export const askForInvoice = {
  async prepare(told: Told, { prisma, event }: Preparation): Promise<string | null> {
    const paymentIntentId = paymentIntentOf(told);
    const asked = { ...event, simulated: told.simulated };
    const note = paymentIntentId ? await findInvoice(prisma, paymentIntentId, asked) : null;
    // Said once for a payment: with each of its events it would be noise.
    return event.type === 'payment_intent.succeeded' ? note : null;
  },

  async isPrepared(told: Told, { tx, event }: Readiness): Promise<boolean> {
    if (!canBeAsked({ ...event, simulated: told.simulated })) return true;
    const paymentIntentId = paymentIntentOf(told);
    return paymentIntentId === null || isInvoiceKnown(tx, paymentIntentId, event);
  },
};
