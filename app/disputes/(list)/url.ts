import { defineListUrl, type ListAsked } from '@/app/_lib/list-url';
import { disputeList, dueDisputeList } from '@/lib/dashboard/disputes/list';

/** Those that wait for an answer, sorted by their deadline: a view more than a state. */
const due = 'due';

/** https://docs.stripe.com/api/disputes/object#dispute_object-status, what needs a person first. */
export const disputeStatuses = [
  { status: due, word: 'Due first' },
  { status: 'needs_response', word: 'Needs response' },
  { status: 'under_review', word: 'Under review' },
  { status: 'won', word: 'Won' },
  { status: 'lost', word: 'Lost' },
  { status: 'warning_needs_response', word: 'Inquiry: respond' },
  { status: 'warning_under_review', word: 'Inquiry: in review' },
  { status: 'warning_closed', word: 'Inquiry closed' },
];

export const readDisputesUrl = defineListUrl('/disputes', { statuses: disputeStatuses.map(({ status }) => status) });

export const isDue = (asked: ListAsked): boolean => asked.status === due;

export const chooseDisputeList = (asked: ListAsked) => (isDue(asked) ? dueDisputeList : disputeList);
