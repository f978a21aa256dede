import { z } from 'zod';
import { findInvoice } from '../billing/find-invoice';
import { reference } from '../stripe/read-object';
import type { Preparation } from './define-handler';

const paymentSchema = z.object({ id: z.string(), object: z.string(), payment_intent: reference, invoice: reference });

/** The `prepare` of what tells of a payment: which invoice it pays, where the object does not say so itself. */
export async function askForInvoice(
  { data }: { data: { object: unknown } },
  { prisma, event }: Preparation,
): Promise<string | null> {
  const payment = paymentSchema.safeParse(data.object).data;
  if (!payment || payment.invoice) return null;
  const paymentIntentId = payment.object === 'charge' ? payment.payment_intent : payment.id;
  const note = paymentIntentId ? await findInvoice(prisma, paymentIntentId, event) : null;
  // Said once for a payment: with each of its events it would be noise.
  return event.type === 'payment_intent.succeeded' ? note : null;
}
