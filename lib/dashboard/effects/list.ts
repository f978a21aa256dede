import type { Effect } from '../../db/generated/client';
import { Prisma } from '../../db/generated/client';
import type { FailedEffects } from '../../effects/retry-failed';
import { defineList, type Listed, type ListFilter } from '../lists/define-list';
import { exportColumns } from '../lists/export/export-columns';
import { ofOrders } from '../orders/search-orders';

const columns = [
  'key',
  'kind',
  'livemode',
  'status',
  'orderId',
  'objectId',
  'eventId',
  'attempts',
  'result',
  'lastError',
  'nextAttemptAt',
  'createdAt',
  'completedAt',
] as const satisfies (keyof Effect)[];

export type ListedEffect = Listed<Effect, typeof columns>;

/** As a kind to filter by: every effect that sends a mail. */
export const mailKinds = 'mail';

/** The ledger of effects, the newest first. A key finds the effect, an id those of its order or event. */
export const effectList = defineList<ListedEffect>({
  table: 'effects',
  columns,
  order: { id: Prisma.sql`t.key` },
  statusType: 'effect_status',
  search: (term) => {
    if (term.kind === 'text') return Prisma.sql`t.key = ${term.text}`;
    if (term.kind === 'id' && term.prefix === 'evt') return Prisma.sql`t.event_id = ${term.id}`;
    return ofOrders(Prisma.sql`t.order_id`, term);
  },
  conditions: ({ kind }) => [
    kind === mailKinds ? Prisma.sql`t.kind in ('receipt', 'dispute_mail')` : kind && Prisma.sql`t.kind = ${kind}`,
  ],
});

/** Those of a filtered list that failed, to try them again. */
export const failedOf = (filter: ListFilter): FailedEffects => ({
  where: effectList.where({ ...filter, status: 'failed' }),
  detail: Object.fromEntries(
    (['kind', 'from', 'to'] as const).flatMap((name) => (filter[name] ? [[name, String(filter[name])]] : [])),
  ),
});

/** One as a line of an export. */
export const effectColumns = exportColumns<ListedEffect>(({ text, time, number, json }) => [
  text('key', (row) => row.key),
  time('created_at', (row) => row.createdAt),
  text('kind', (row) => row.kind),
  text('status', (row) => row.status),
  number('attempts', (row) => row.attempts),
  text('last_error', (row) => row.lastError),
  json('result', (row) => row.result),
  time('next_attempt_at', (row) => row.nextAttemptAt),
  time('completed_at', (row) => row.completedAt),
  text('order_id', (row) => row.orderId),
  text('object_id', (row) => row.objectId),
  text('event_id', (row) => row.eventId),
]);
