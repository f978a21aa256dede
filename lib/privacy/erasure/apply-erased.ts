import type { Transaction } from '../../db/client';
import type { BegunEvent } from '../../inbox/store/begin-event';
import { getEventBody } from '../../inbox/store/get-event-body';
import { redactEvents } from '../redaction/redact-events';
import { cleanEvents, scrubStored } from './clean-events';
import { scrubPayload } from './scrub-payload';
import { areAllErased, findErasure, writeTombstones } from './tombstones';

type AppliedEvent = Pick<BegunEvent, 'id' | 'account' | 'createdAt' | 'redactedAt'>;

/** An event as its handler may see it, and the erasure that it falls under, if one. */
export type Appliable = { payload: unknown; erasure: string | null };

/**
 * What a handler may see of an event: all of it, or for an erased customer ids, amounts and states alone, so that their
 * money is still applied and nothing personal comes back. Call it under `lockAgainstErasure`.
 */
export async function readAppliable(
  tx: Transaction,
  event: AppliedEvent & Pick<BegunEvent, 'anyErasure'>,
  payload: unknown,
): Promise<Appliable> {
  const erasure = event.anyErasure ? await erasureOf(tx, event, payload) : null;
  if (!erasure) return { payload, erasure };
  const fetched = await tx.fetchedObject.findUnique({ where: { eventId: event.id } });
  if (fetched)
    await tx.fetchedObject.update({
      where: { eventId: event.id },
      data: { body: JSON.stringify(scrubPayload(JSON.parse(fetched.body))) },
    });
  return { payload: scrubPayload(payload), erasure };
}

async function erasureOf(tx: Transaction, event: AppliedEvent, payload: unknown): Promise<string | null> {
  const [any] = await tx.$queryRaw<unknown[]>`select 1 as one from hookwell.tombstones limit 1`;
  if (!any) return null;
  const { account, createdAt } = event;
  const fetched = await tx.fetchedObject.findUnique({ where: { eventId: event.id } });
  const stood = fetched ? (JSON.parse(fetched.body) as unknown) : payload;
  const objectIds = await objectIdsOf(tx, event.id);
  return findErasure(tx, { account: fetched?.account ?? account, objectIds, payload: stood, createdAt });
}

const objectIdsOf = async (tx: Transaction, eventId: string): Promise<string[]> =>
  (await tx.eventObject.findMany({ where: { eventId }, select: { objectId: true } })).map(({ objectId }) => objectId);

/** Behind the handler: the payload goes, and the ids that the event has brought fall under the erasure too. */
export async function forgetApplied(tx: Transaction, event: AppliedEvent, erasure: string): Promise<void> {
  await redactEvents(tx, [event.id]);
  const ids = await objectIdsOf(tx, event.id);
  const { account } = event;
  const named = (value: string) => ({ kind: 'object' as const, account, value });
  // One that names somebody who was not erased says not whose its other ids are.
  const customers = ids.filter((id) => id.startsWith('cus_')).map(named);
  if (!(await areAllErased(tx, customers))) return;
  await writeTombstones(tx, erasure, ids.map(named));
}

/** An event of an erased customer that failed for good waits for a person: without what is personal. */
export async function forgetFailed(tx: Transaction, event: AppliedEvent): Promise<void> {
  if (event.redactedAt) return void (await cleanEvents(tx, [event.id]));
  let payload: unknown;
  try {
    payload = JSON.parse((await getEventBody(tx, event.id)) ?? '');
  } catch {
    return;
  }
  if (await erasureOf(tx, event, payload)) await scrubStored(tx, event.id);
}
