import type { Payout } from '../../db/generated/client';
import { Prisma } from '../../db/generated/client';
import { defineList, type Listed } from '../lists/define-list';
import { exportColumns } from '../lists/export/export-columns';

const columns = [
  'id',
  'account',
  'livemode',
  'status',
  'amount',
  'currency',
  'arrivalDate',
  'failureCode',
  'failureMessage',
  'createdAt',
] as const satisfies (keyof Payout)[];

export type ListedPayout = Listed<Payout, typeof columns>;

/** Payouts, the newest first. */
export const payoutList = defineList<ListedPayout>({
  table: 'payouts',
  columns,
  search: (term) => (term.kind === 'id' ? Prisma.sql`t.id = ${term.id}` : null),
});

/** One as a line of an export. */
export const payoutColumns = exportColumns<ListedPayout>(({ text, time, money }) => [
  text('id', (row) => row.id),
  time('created_at', (row) => row.createdAt),
  text('status', (row) => row.status),
  text('currency', (row) => row.currency),
  money('amount', (row) => row.amount),
  time('arrival_date', (row) => row.arrivalDate),
  text('failure_code', (row) => row.failureCode),
  text('failure_message', (row) => row.failureMessage),
]);
