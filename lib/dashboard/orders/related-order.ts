import type { Prisma } from '../../db/generated/client';

/** The columns of an order that the pages of other objects show. */
export const relatedOrder = {
  id: true,
  livemode: true,
  account: true,
  status: true,
  amount: true,
  currency: true,
  amountRefunded: true,
  disputeStatus: true,
  invoiceId: true,
  checkoutSessionId: true,
  customerId: true,
  customerEmail: true,
  createdAt: true,
  paidAt: true,
} satisfies Prisma.OrderSelect;

export type RelatedOrder = Prisma.OrderGetPayload<{ select: typeof relatedOrder }>;
