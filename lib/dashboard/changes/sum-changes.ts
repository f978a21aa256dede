import type { Change } from './queries';

/** One column of a row: what stood there and what stands there now. */
export type FieldChange = { field: string; old: unknown; new: unknown };

/** All that an event did to one row, in sum. */
export type ObjectChange = {
  table: string;
  objectId: string;
  orderId: string | null;
  outcome: 'created' | 'updated' | 'deleted';
  /** Of the row itself, else of its order: for the amounts among the fields. */
  currency: string | null;
  fields: FieldChange[];
  /** Over how many steps, in the order of the event's own work. */
  steps: number;
};

/**
 * The changes of an event by object, in the order in which it touched them first. A row that was written several times
 * (made, then settled; or replayed) is shown as it was before and as it was left; one that ended as it began is left out.
 */
export function sumChanges(changes: Change[]): ObjectChange[] {
  const rows = new Map<string, Change[]>();
  for (const change of changes) {
    const key = `${change.table} ${change.objectId}`;
    const known = rows.get(key);
    if (known) known.push(change);
    else rows.set(key, [change]);
  }
  return [...rows.values()].flatMap((steps) => sumRow(steps) ?? []);
}

function sumRow(steps: Change[]): ObjectChange | null {
  const [first] = steps;
  const last = steps.at(-1);
  if (!first || !last) return null;
  const before = new Map<string, unknown>();
  const after = new Map<string, unknown>();
  for (const step of steps) {
    for (const [field, value] of Object.entries(step.before ?? {})) if (!before.has(field)) before.set(field, value);
    // What was not there before the first step has no value from later ones.
    for (const field of Object.keys(step.after ?? {})) if (!before.has(field)) before.set(field, null);
    if (step.operation === 'delete') after.clear();
    else for (const [field, value] of Object.entries(step.after ?? {})) after.set(field, value);
  }
  const outcome = last.operation === 'delete' ? 'deleted' : first.operation === 'insert' ? 'created' : 'updated';
  if (outcome === 'deleted' && first.operation === 'insert') return null;
  const fields = [...before.keys()]
    .map((field) => ({
      field,
      old: first.operation === 'insert' ? null : before.get(field),
      new: after.get(field) ?? null,
    }))
    .filter(({ old, new: now }) => !same(old, now));
  if (fields.length === 0 && outcome === 'updated') return null;
  const own = after.get('currency') ?? before.get('currency');
  return {
    table: first.table,
    objectId: first.objectId,
    orderId: last.orderId,
    outcome,
    currency: typeof own === 'string' ? own : last.currency,
    fields,
    steps: steps.length,
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
