import type { Transaction } from '../client';

/** An event of an object, as its payload tells it. */
export type StoredTold = {
  id: string;
  type: string;
  account: string | null;
  livemode: boolean;
  createdAt: Date;
  apiVersion: string | null;
  previous: Record<string, unknown> | null;
  object: Record<string, unknown>;
};

/** Whose events of which second: `createdAt` is Stripe's `created`, which has whole seconds. */
export type Second = { account: string | null; livemode: boolean; objectId: string; createdAt: Date };

type Row = Omit<StoredTold, 'previous' | 'object'> & { body: string };

/**
 * All events of an object in one second that are stored and still have their payload, applied or not, by id. Event
 * notifications are left out, because they tell no state. Where the caller's event is one that was redacted, it is left
 * out too. What is personal of somebody who was erased may be among them: whoever writes of it scrubs it, as its own event.
 * Read it behind the lock of the object's row, else an event that is applied at the same time may be decided otherwise.
 */
export async function readSecond(
  tx: Pick<Transaction, '$queryRaw'>,
  { account, livemode, objectId, createdAt }: Second,
): Promise<StoredTold[]> {
  // As an array, because a join of a common object with a second is taken for one that reads all events.
  const rows = await tx.$queryRaw<Row[]>`
    select e.id, e.type, e.account, e.livemode, e.created_at as "createdAt", e.api_version as "apiVersion", d.body
    from hookwell.webhook_events e join hookwell.event_deliveries d on d.event_id = e.id and d.number = e.body_number
    where e.id = any(array(
        select event_id from hookwell.event_objects where object_id = ${objectId} and account is not distinct from ${account}::text))
      and e.livemode = ${livemode} and e.object_id = ${objectId} and e.created_at = ${createdAt.toISOString()}::timestamptz and e.redacted_at is null
    order by e.id`;
  return rows.flatMap(({ body, ...event }) => {
    const data = dataOf(body);
    if (!data || !isRecord(data.object)) return [];
    const { object, previous_attributes: previous } = data;
    return [{ ...event, object, previous: isRecord(previous) ? previous : null }];
  });
}

function dataOf(body: string): Record<string, unknown> | null {
  const event: unknown = JSON.parse(body);
  return isRecord(event) && event.object !== 'v2.core.event' && isRecord(event.data) ? event.data : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
