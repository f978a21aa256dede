import { defineListUrl } from '@/app/_lib/list-url';
import { mailKinds } from '@/lib/dashboard/effects/list';

/** What needs a person stands first, so that a phone shows it. */
export const effectStatuses = [
  { status: 'failed', word: 'Failed' },
  { status: 'retrying', word: 'Retrying' },
  { status: 'pending', word: 'Pending' },
  { status: 'done', word: 'Done' },
  { status: 'skipped', word: 'Skipped' },
];

export const effectKinds = [
  { kind: 'fulfil', word: 'Fulfillment' },
  { kind: 'receipt', word: 'Receipt' },
  { kind: 'dispute_mail', word: 'Dispute alert' },
];

const options = {
  statuses: effectStatuses.map(({ status }) => status),
  kinds: [...effectKinds.map(({ kind }) => kind), mailKinds],
};

export const readEffectsUrl = defineListUrl('/effects', options);

/** The page that shows what “try all again” would do, with the same filters as the list. */
export const readRetryUrl = defineListUrl('/effects/retry', options);
