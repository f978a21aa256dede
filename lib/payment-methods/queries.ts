import type { PaymentMethodStatus, Prisma, PrismaClient } from '../db/generated/client';
import { type Cursor, fetchPage, keysetQuery, type Page, type PageRequest } from '../paging/keyset';

const listed = {
  id: true,
  account: true,
  customerId: true,
  type: true,
  brand: true,
  last4: true,
  expMonth: true,
  expYear: true,
  status: true,
  createdAt: true,
  attachedAt: true,
  detachedAt: true,
} satisfies Prisma.PaymentMethodSelect;

export type ListedPaymentMethod = Prisma.PaymentMethodGetPayload<{ select: typeof listed }>;

const cursorOf = (row: ListedPaymentMethod): Cursor => ({ at: row.createdAt, id: row.id });

/** One page of payment methods, the newest first; equal times are ordered by id. */
export function listPaymentMethods(
  prisma: PrismaClient,
  request: { livemode: boolean; status?: PaymentMethodStatus | null } & PageRequest,
): Promise<Page<ListedPaymentMethod>> {
  const filter: Prisma.PaymentMethodWhereInput = {
    livemode: request.livemode,
    ...(request.status && { status: request.status }),
  };
  return fetchPage(request, cursorOf, (cursor, direction, take) => {
    const { where, orderBy } = keysetQuery('createdAt', 'id', cursor, direction);
    return prisma.paymentMethod.findMany({
      where: { ...filter, ...where },
      orderBy,
      select: listed,
      take,
    });
  });
}
