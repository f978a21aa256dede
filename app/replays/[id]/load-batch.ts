import { cache } from 'react';
import { query } from '@/app/_lib/query';
import { getBatch } from '@/lib/upkeep/replays/queries';

/** The batch of this request's address, read once however many parts of the page ask. Null: there is none. */
export const loadBatch = cache(async (id: string) =>
  /^\d{1,18}$/.test(id) ? query((prisma) => getBatch(prisma, BigInt(id))) : null,
);
