import { z } from 'zod';
import { findInvoice, isInvoiceKnown } from '../billing/find-invoice';
import { reference } from '../stripe/read-object';
import type { Preparation, Readiness } from './define-handler';

const paymentSchema = z.object({ id: z.string(), object: z.string(), payment_intent: reference, invoice: reference });

type Told = { data: { object: unknown } };

/** The PaymentIntent of what tells of a payment, where the object does not say itself which invoice it pays. */
function paymentIntentOf({ data }: Told): string | null {
  const payment = paymentSchema.safeParse(data.object).data;
  if (!payment || payment.invoice) return null;
  return payment.object === 'charge' ? payment.payment_intent : payment.id;
}

/** How the handlers of what tells of a payment learn which invoice it pays. */
export const askForInvoice = {
  async prepare(told: Told, { prisma, event }: Preparation): Promise<string | null> {
    const paymentIntentId = paymentIntentOf(told);
    const note = paymentIntentId ? await findInvoice(prisma, paymentIntentId, event) : null;
    // Said once for a payment: with each of its events it would be noise.
    return event.type === 'payment_intent.succeeded' ? note : null;
  },

  async isPrepared(told: Told, { tx, event }: Readiness): Promise<boolean> {
    if (!event.hasInvoices) return true;
    const paymentIntentId = paymentIntentOf(told);
    return paymentIntentId === null || isInvoiceKnown(tx, paymentIntentId, event.account);
  },
};
