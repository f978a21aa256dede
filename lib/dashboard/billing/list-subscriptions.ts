import type { Subscription } from '../../db/generated/client';
import { Prisma } from '../../db/generated/client';
import { isCustomerId } from '../../stripe/search-term';
import type { SubscriptionItem } from '../../stripe/subscription-item';
import { defineList, type Listed } from '../lists/define-list';
import { exportColumns } from '../lists/export/export-columns';

const columns = [
  'id',
  'account',
  'livemode',
  'status',
  'customerId',
  'priceId',
  'quantity',
  'items',
  'currency',
  'currentPeriodStart',
  'currentPeriodEnd',
  'cancelAt',
  'canceledAt',
  'endedAt',
  'trialEnd',
  'createdAt',
] as const satisfies (keyof Subscription)[];

export type ListedSubscription = Listed<Omit<Subscription, 'items'> & { items: SubscriptionItem[] }, typeof columns>;

/** Subscriptions, the newest first. */
export const subscriptionList = defineList<ListedSubscription>({
  table: 'subscriptions',
  columns,
  search: (term) => {
    if (term.kind === 'email')
      return Prisma.sql`t.customer_id = any(array(select c.id from hookwell.customers c where lower(c.email) = ${term.email}))`;
    if (term.kind === 'text') return null;
    return isCustomerId(term) ? Prisma.sql`t.customer_id = ${term.id}` : Prisma.sql`t.id = ${term.id}`;
  },
});

/** One as a line of an export. */
export const subscriptionColumns = exportColumns<ListedSubscription>(({ text, time, number, json }) => [
  text('id', (row) => row.id),
  time('created_at', (row) => row.createdAt),
  text('status', (row) => row.status),
  text('customer_id', (row) => row.customerId),
  text('price_id', (row) => row.priceId),
  number('quantity', (row) => row.quantity),
  json('items', (row) => row.items),
  text('currency', (row) => row.currency),
  time('current_period_start', (row) => row.currentPeriodStart),
  time('current_period_end', (row) => row.currentPeriodEnd),
  time('trial_end', (row) => row.trialEnd),
  time('cancel_at', (row) => row.cancelAt),
  time('canceled_at', (row) => row.canceledAt),
  time('ended_at', (row) => row.endedAt),
]);
