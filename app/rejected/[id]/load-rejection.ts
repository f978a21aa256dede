import { cache } from 'react';
import { query } from '@/app/_lib/query';
import { getRejection } from '@/lib/dashboard/rejections/queries';

/** The rejection of this request's address. Null: there is none. */
export const loadRejection = cache(async (id: string) =>
  /^rej_[0-9a-f]{1,40}$/.test(id) ? query((prisma) => getRejection(prisma, id)) : null,
);
