import { cache } from 'react';
import { query } from '@/app/_lib/query';
import { getMail } from '@/lib/dashboard/mail/queries';

/** The mail of this request's address, where the key's colon may be encoded. Null: there is none. */
export const loadMail = cache(async (param: string) => {
  const key = param.replace(/%3A/i, ':');
  return /^[\w:-]{1,255}$/.test(key) ? query((prisma) => getMail(prisma, key)) : null;
});
