import type { Mail } from '../../db/generated/client';
import { Prisma } from '../../db/generated/client';
import { defineList, type Listed } from '../lists/define-list';
import { exportColumns } from '../lists/export/export-columns';
import { ofOrders } from '../orders/search-orders';

const columns = [
  'effectKey',
  'orderId',
  'livemode',
  'account',
  'recipient',
  'subject',
  'messageId',
  'createdAt',
  'sentAt',
] as const satisfies (keyof Mail)[];

export type ListedMail = Listed<Mail, typeof columns>;

/** Mails, sent and kept, the newest first. An e-mail address is the recipient’s. */
export const mailList = defineList<ListedMail>({
  table: 'mails',
  columns,
  order: { id: Prisma.sql`t.effect_key` },
  hasStatus: false,
  search: (term) => {
    if (term.kind === 'email') return Prisma.sql`lower(t.recipient) = ${term.email}`;
    if (term.kind === 'text') return Prisma.sql`t.effect_key = ${term.text}`;
    return ofOrders(Prisma.sql`t.order_id`, term);
  },
  conditions: ({ status }) => [
    status === 'sent' && Prisma.sql`t.sent_at is not null`,
    status === 'kept' && Prisma.sql`t.sent_at is null`,
  ],
});

/** One as a line of an export. */
export const mailColumns = exportColumns<ListedMail>(({ text, time }) => [
  text('effect_key', (row) => row.effectKey),
  time('created_at', (row) => row.createdAt),
  time('sent_at', (row) => row.sentAt),
  text('recipient', (row) => row.recipient),
  text('subject', (row) => row.subject),
  text('order_id', (row) => row.orderId),
  text('message_id', (row) => row.messageId),
]);
