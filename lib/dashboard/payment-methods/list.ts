import type { PaymentMethod } from '../../db/generated/client';
import { Prisma } from '../../db/generated/client';
import { isCustomerId } from '../../stripe/search-term';
import { defineList, type Listed } from '../lists/define-list';
import { exportColumns } from '../lists/export/export-columns';

const columns = [
  'id',
  'account',
  'livemode',
  'customerId',
  'type',
  'brand',
  'last4',
  'expMonth',
  'expYear',
  'status',
  'createdAt',
  'attachedAt',
  'detachedAt',
] as const satisfies (keyof PaymentMethod)[];

export type ListedPaymentMethod = Listed<PaymentMethod, typeof columns>;

/** Payment methods, the newest first. Four digits are the last ones of a card or an account. */
export const paymentMethodList = defineList<ListedPaymentMethod>({
  table: 'payment_methods',
  columns,
  statusType: 'payment_method_status',
  search: (term) => {
    if (term.kind === 'email')
      return Prisma.sql`t.customer_id = any(array(select c.id from hookwell.customers c where lower(c.email) = ${term.email}))`;
    if (term.kind === 'text') return /^\d{4}$/.test(term.text) ? Prisma.sql`t.last4 = ${term.text}` : null;
    return isCustomerId(term) ? Prisma.sql`t.customer_id = ${term.id}` : Prisma.sql`t.id = ${term.id}`;
  },
});

/** One as a line of an export. */
export const paymentMethodColumns = exportColumns<ListedPaymentMethod>(({ text, time, number }) => [
  text('id', (row) => row.id),
  time('created_at', (row) => row.createdAt),
  text('status', (row) => row.status),
  text('type', (row) => row.type),
  text('brand', (row) => row.brand),
  text('last4', (row) => row.last4),
  number('exp_month', (row) => row.expMonth),
  number('exp_year', (row) => row.expYear),
  text('customer_id', (row) => row.customerId),
  time('attached_at', (row) => row.attachedAt),
  time('detached_at', (row) => row.detachedAt),
]);
