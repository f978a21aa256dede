import type { Transaction } from '../../db/client';
import type { Prisma } from '../../db/generated/client';
import type { Actor } from '../auth/roles';

export type AuditEntry = {
  actor: Actor;
  /** What was done, as `noun.verb`: `event.replay`, `list.export`, `customer.erase`, `session.start`. */
  action: string;
  /** The id of what it was done to, if there is one. */
  target?: string | null;
  /** What a reader needs beside it: filters, counts. Never a secret, never personal data. */
  detail?: Prisma.InputJsonObject;
};

/** Writes down who did what. Give the transaction that does it, where there is one: then both happen or neither. */
export async function recordAudit(db: Transaction, { actor, action, target, detail }: AuditEntry): Promise<void> {
  await db.auditEntry.create({
    data: { actorId: actor.id, actorName: actor.name, action, target: target ?? null, detail: detail ?? {} },
  });
}
