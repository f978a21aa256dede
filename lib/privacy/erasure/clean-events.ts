import type { Transaction } from '../../db/client';
import { REDACTED } from '../redaction/personal-columns';
import { redactEvents } from '../redaction/redact-events';
import { forgetJobErrors } from './clean-objects';
import { scrubPayload } from './scrub-payload';

/**
 * Removes the payloads of these events. Of one that failed as much stays as its handler needs, so that a person can still
 * have its money applied; one that waits cleans up after itself (lib/privacy/erasure/apply-erased.ts). Returns the rows by table.
 */
export async function cleanEvents(tx: Transaction, ids: string[]): Promise<Record<string, number>> {
  const rows = await tx.$queryRaw<{ id: string; status: string; redacted: boolean }[]>`
    select id, status::text, redacted_at is not null as redacted from hookwell.webhook_events where id = any(${ids}::text[])
    order by id for no key update`;
  const done = rows.filter(({ status, redacted }) => !redacted && (status === 'processed' || status === 'ignored'));
  const counts = await redactEvents(
    tx,
    done.map(({ id }) => id),
  );
  for (const { id, status, redacted } of rows) {
    if (status !== 'failed' || redacted) continue;
    await scrubStored(tx, id);
    counts.webhook_events = (counts.webhook_events ?? 0) + 1;
  }
  await forgetJobErrors(
    tx,
    ids.map((id) => `event:${id}`),
  );
  return counts;
}

/** Leaves in an event that is not applied yet what its handler needs, and takes the rest away from it and its tries. */
export async function scrubStored(tx: Transaction, id: string): Promise<void> {
  const event = await tx.webhookEvent.findUniqueOrThrow({ where: { id }, include: { fetched: true } });
  await tx.webhookEvent.update({
    where: { id },
    data: { redactedAt: new Date(), lastError: event.lastError && REDACTED },
  });
  const deliveries = await tx.eventDelivery.findMany({ where: { eventId: id, body: { not: null } } });
  for (const { number, body } of deliveries)
    await tx.eventDelivery.update({
      where: { eventId_number: { eventId: id, number } },
      data: { body: number === event.bodyNumber ? scrubText(body ?? '') : null },
    });
  if (event.fetched)
    await tx.fetchedObject.update({ where: { eventId: id }, data: { body: scrubText(event.fetched.body) } });
  await tx.$executeRaw`
    update hookwell.event_attempts set summary = null, stack = null, error = case when error is not null then ${REDACTED} end
    where event_id = ${id}`;
  await tx.$executeRaw`update hookwell.replay_batch_items set error = ${REDACTED} where event_id = ${id} and error is not null`;
}

function scrubText(body: string): string {
  try {
    return JSON.stringify(scrubPayload(JSON.parse(body)));
  } catch {
    // No JSON, and so nothing that a handler could read either.
    return '{}';
  }
}
