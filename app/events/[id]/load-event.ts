import { cache } from 'react';
import { query } from '@/app/_lib/query';
import { getEvent } from '@/lib/dashboard/events/queries';

/** The event of this request's address, read once however many parts of the page ask. Null: there is none. */
export const loadEvent = cache(async (id: string) =>
  // No id of Stripe looks different, and PostgreSQL refuses some texts that an address can hold.
  /^[\w-]{1,255}$/.test(id) ? query((prisma) => getEvent(prisma, id)) : null,
);
