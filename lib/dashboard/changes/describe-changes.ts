import { formatAmount } from '../../kit/money/format-amount';
import { holdTitle } from '../../payments/gate/tell-hold';
import type { Change } from './queries';

const spoken = (value: unknown): string => String(value).replaceAll('_', ' ');

/** `payment_intents` → `payment intent`. */
const nameOf = (table: string): string => spoken(table).replace(/s$/, '');

const amount = (value: unknown, currency: string | null): string =>
  currency && typeof value === 'number' ? formatAmount(BigInt(value), currency) : `${value}`;

type Describe = (change: Change, known: boolean) => string | null;

/** `known`: an earlier line has named the order already. */
const describeOrderChange: Describe = ({ operation, objectId, before, after, currency }, known) => {
  if (operation === 'insert') return `created order ${objectId}`;
  if (operation === 'delete') return `joined order ${objectId} into another one`;
  const order = known ? 'it' : `order ${objectId}`;
  const parts = [
    after && 'status' in after && `set ${order} to ${spoken(after.status)}`,
    after?.fulfilled_at && !before?.fulfilled_at && `marked ${order} as fulfilled`,
    after && 'amount_refunded' in after && `set what ${order} gave back to ${amount(after.amount_refunded, currency)}`,
    after &&
      'amount_disputed' in after &&
      `set what disputes took of ${order} to ${amount(after.amount_disputed, currency)}`,
    after?.dispute_status && `noted the dispute of ${order}: ${spoken(after.dispute_status)}`,
    tellHoldChange(order, before, after),
    after?.decision &&
      `kept what a person decided about ${order}: ${DECIDED[String(after.decision)] ?? spoken(after.decision)}`,
  ].filter(Boolean);
  if (parts.length > 0) return parts.join(', ');
  const others = Object.entries(after ?? {}).filter(([column]) => !OF_A_HOLD.has(column));
  if (others.length === 0) return null;
  return `updated ${order} (${others.map(([column, value]) => tellColumn(column, value, currency)).join(', ')})`;
};

const DECIDED: Record<string, string> = { release: 'released', cancel: 'fulfillment canceled', done: 'marked as done' };

/** What goes along with a hold, and says nothing alone. */
const OF_A_HOLD = new Set(['hold_code', 'hold_detail', 'hold_ends_at', 'held_at', 'decided_at', 'decided_by']);

type Columns = Change['before'];

/** What began, ended or changed to stand against the fulfillment of an order. */
function tellHoldChange(order: string, before: Columns, after: Columns): string | null {
  if (!after || !('hold_code' in after)) return null;
  const title = (code: unknown) => holdTitle(String(code)).toLowerCase();
  if (after.hold_code) return `held ${order}: ${title(after.hold_code)}`;
  return before?.hold_code ? `ended the hold of ${order} (${title(before.hold_code)})` : null;
}

const tellColumn = (column: string, value: unknown, currency: string | null): string =>
  column.startsWith('amount') && column !== 'amount_presented'
    ? `${spoken(column)}: ${amount(value, currency)}`
    : spoken(column);

const EFFECTS: Record<string, string> = { fulfil: 'fulfillment' };

const describeEffectChange: Describe = ({ operation, objectId, before, after }) => {
  const kind = objectId.split(':')[0] ?? objectId;
  const effect = `its ${EFFECTS[kind] ?? spoken(kind)}`;
  const status = after?.status;
  const reason = (after?.result as { reason?: string } | null | undefined)?.reason;
  if (operation === 'delete') return `forgot ${effect}`;
  if (status === 'skipped') return `skipped ${effect}${reason ? ` (${holdTitle(reason).toLowerCase()})` : ''}`;
  if (status === 'done') return `did ${effect}`;
  if (status === 'failed' || status === 'retrying') return `tried ${effect} without success`;
  if (status === 'pending') return `${before ? 'queued again' : 'queued'} ${effect}`;
  return before && 'order_id' in before ? `moved ${effect} to order ${after?.order_id}` : null;
};

const describeObjectChange: Describe = ({ table, operation, objectId, before, after, currency }) => {
  const object = `${nameOf(table)} ${objectId}`;
  if (operation === 'insert') return `recorded ${object}${after?.status ? ` (${spoken(after.status)})` : ''}`;
  if (operation === 'delete') return `removed ${object}`;
  const { status, order_id: orderId, ...others } = after ?? {};
  const changed = Object.entries(others).map(([column, value]) => tellColumn(column, value, currency));
  const parts = [
    status !== undefined && `${object} went from ${spoken(before?.status)} to ${spoken(status)}`,
    status === undefined && changed.length > 0 && `updated ${object} (${changed.join(', ')})`,
    orderId !== undefined && `moved ${object} to order ${orderId}`,
  ].filter(Boolean);
  return parts.join(', ') || null;
};

/**
 * Each change in words, in their order. Left out is what says nothing to a person: the bookkeeping of a merge. `about` is
 * the order that the reader looks at, which needs no name.
 */
export function tellChanges(changes: Change[], about: string | null = null): { change: Change; words: string }[] {
  let named = about;
  return changes.flatMap((change) => {
    const known = change.orderId !== null && change.orderId === named;
    if (change.table === 'orders') named = change.objectId;
    const describe =
      change.table === 'orders'
        ? describeOrderChange
        : change.table === 'effects'
          ? describeEffectChange
          : describeObjectChange;
    const words = describe(change, known);
    return words ? [{ change, words }] : [];
  });
}

/**
 * Changes in words: “created order ord_…”, “set it to paid”, “queued its fulfillment”. Nothing for an event that changed
 * nothing: its summary says why.
 */
export const describeChanges = (changes: Change[]): string[] => tellChanges(changes).map(({ words }) => words);
