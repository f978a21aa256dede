import { Prisma } from '../../db/generated/client';
import { type EventFilter, matchingIds } from '../../inbox/store/filter';
import { describeTerm } from '../../stripe/search-term';

/** Which events a person wants replayed. */
export type Selection =
  | { kind: 'ids'; livemode: boolean; ids: string[] }
  /** All that match; `address` is the list's, for whoever looks at the batch later. */
  | { kind: 'filter'; livemode: boolean; filter: EventFilter; address: string }
  /** What failed in an earlier batch. */
  | { kind: 'failed'; livemode: boolean; batch: bigint };

/** The most events of one batch: they are settled in one statement, and a person should know what they ask for. */
export const MAX_BATCH = 100_000;

/** The ids that a selection names, at most `limit`. Test and live never mix, whatever ids were sent. */
export function selectedIds(selection: Selection, limit: number): Prisma.Sql {
  switch (selection.kind) {
    case 'ids':
      return Prisma.sql`
        select e.id from hookwell.webhook_events e
        where e.id = any(${selection.ids}::text[]) and e.livemode = ${selection.livemode} limit ${limit}`;
    case 'filter':
      return Prisma.sql`
        select m.id from (${matchingIds(selection.filter, { direction: 'desc', beyond: null, take: limit, anyOrder: true })}) m`;
    case 'failed':
      return Prisma.sql`
        select e.id from hookwell.replay_batch_items i join hookwell.webhook_events e on e.id = i.event_id
        where i.batch_id = ${selection.batch} and i.state = 'failed' and e.livemode = ${selection.livemode} limit ${limit}`;
  }
}

/** The selection as it is kept with its batch. */
export function describeSelection(selection: Selection): Prisma.InputJsonObject {
  switch (selection.kind) {
    case 'ids':
      return { kind: 'ids' };
    case 'filter':
      return { kind: 'filter', address: selection.address };
    case 'failed':
      return { kind: 'failed', batch: String(selection.batch) };
  }
}

/** The same as the audit log keeps it: an e-mail address that was searched for does not stand there. */
export function auditSelection(selection: Selection): Prisma.InputJsonObject {
  const described = describeSelection(selection);
  if (selection.kind !== 'filter') return described;
  const [path, search] = selection.address.split('?', 2);
  const params = new URLSearchParams(search);
  const typed = params.get('q');
  if (typed === null) return described;
  params.set('q', describeTerm(typed));
  return { ...described, address: `${path}?${params}` };
}
