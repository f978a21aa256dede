import type { Customer } from '../../db/generated/client';
import { Prisma } from '../../db/generated/client';
import { isCustomerId } from '../../stripe/search-term';
import { defineList, type Listed } from '../lists/define-list';
import { exportColumns } from '../lists/export/export-columns';

const columns = [
  'id',
  'account',
  'livemode',
  'email',
  'name',
  'locale',
  'locales',
  'deleted',
  'createdAt',
] as const satisfies (keyof Customer)[];

export type ListedCustomer = Listed<Customer, typeof columns>;

/** Customers, the newest first. A name is found by its beginning. */
export const customerList = defineList<ListedCustomer>({
  table: 'customers',
  columns,
  // Of some only the deletion is known, which brings no date of theirs.
  order: { time: Prisma.sql`coalesce(t.created_at, t.event_created_at)` },
  search: (term) => {
    if (term.kind === 'email') return Prisma.sql`lower(t.email) = ${term.email}`;
    if (term.kind === 'id') return isCustomerId(term) ? Prisma.sql`t.id = ${term.id}` : null;
    return Prisma.sql`lower(t.name) like ${`${term.text.replaceAll(/[\\%_]/g, '\\$&')}%`}`;
  },
  conditions: ({ status }) => [status === 'deleted' && Prisma.sql`t.deleted`],
  hasStatus: false,
});

/** One as a line of an export. */
export const customerColumns = exportColumns<ListedCustomer>(({ text, time, flag }) => [
  text('id', (row) => row.id),
  time('created_at', (row) => row.createdAt),
  text('email', (row) => row.email),
  text('name', (row) => row.name),
  text('locale', (row) => row.locale),
  text('locales', (row) => row.locales.join(' ')),
  flag('deleted', (row) => row.deleted),
]);
