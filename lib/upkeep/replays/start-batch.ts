import type { Database } from '../../db/client';
import { recordAudit } from '../../people/audit/record-audit';
import type { Actor } from '../../people/auth/roles';
import { enqueueBatch } from './enqueue-batch';
import { auditSelection, describeSelection, MAX_BATCH, type Selection, selectedIds } from './selection';

export type Started = { outcome: 'started'; id: bigint; total: number } | { outcome: 'empty' | 'too_many' };

class Refused extends Error {
  constructor(readonly outcome: 'empty' | 'too_many') {
    super(outcome);
  }
}

/**
 * Begins to replay many events. Which ones is settled here, in one transaction with the job and the audit entry: what
 * arrives or changes later is not in it. Refuses an empty selection, and one of more than {@link MAX_BATCH}.
 */
export async function startBatch(prisma: Database, selection: Selection, actor: Actor): Promise<Started> {
  try {
    return await prisma.$transaction(async (tx) => {
      const { id } = await tx.replayBatch.create({
        data: {
          livemode: selection.livemode,
          selection: describeSelection(selection),
          requestedById: actor.id,
          requestedByName: actor.name,
          total: 0,
        },
      });
      const total = await tx.$executeRaw`
        insert into hookwell.replay_batch_items (batch_id, position, event_id)
        select ${id}, row_number() over (order by e.created_at, e.id), e.id
        from (${selectedIds(selection, MAX_BATCH + 1)}) s join hookwell.webhook_events e on e.id = s.id
        where e.redacted_at is null or e.status not in ('processed', 'ignored')`;
      if (total === 0) throw new Refused('empty');
      if (total > MAX_BATCH) throw new Refused('too_many');
      await tx.replayBatch.update({ where: { id }, data: { total } });
      await enqueueBatch(tx, id);
      await recordAudit(tx, {
        actor,
        action: 'event.replay_many',
        target: String(id),
        detail: { ...auditSelection(selection), livemode: selection.livemode, count: total },
      });
      return { outcome: 'started' as const, id, total };
    });
  } catch (error) {
    if (error instanceof Refused) return { outcome: error.outcome };
    throw error;
  }
}
