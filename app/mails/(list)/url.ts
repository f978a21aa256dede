import { defineListUrl, type ListAsked } from '@/app/_lib/list-url';

/** `failed` shows effects: a mail that was never handed over is no mail yet. */
export const mailStatuses = [
  { status: 'sent', word: 'Sent' },
  { status: 'kept', word: 'Kept' },
  { status: 'failed', word: 'Failed' },
];

export const readMailsUrl = defineListUrl('/mails', { statuses: mailStatuses.map(({ status }) => status) });

export const isFailed = (asked: ListAsked): boolean => asked.status === 'failed';
