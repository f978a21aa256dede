import { cache } from 'react';
import { query } from '@/app/_lib/query';
import { getOrder } from '@/lib/dashboard/orders/queries';

/** The order of this request's address, read once however many parts of the page ask. Null: there is none. */
export const loadOrder = cache(async (id: string) =>
  /^[\w-]{1,255}$/.test(id) ? query((prisma) => getOrder(prisma, id)) : null,
);
