import type { Database } from '../db/client';

/** The cards and other methods that are attached to a customer, the newest first, as Stripe's events told. */
export function listCards(prisma: Database, customerId: string) {
  return prisma.paymentMethod.findMany({
    where: { account: null, customerId, status: 'attached' },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, type: true, brand: true, last4: true, expMonth: true, expYear: true },
    take: 20,
  });
}
