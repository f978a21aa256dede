import type { Database } from '../../db/client';
import { fetchPage, keysetQuery, type Page, type PageRequest } from '../../db/paging/keyset';

export type ListedEntry = {
  id: string;
  at: Date;
  actorId: string | null;
  actorName: string;
  action: string;
  target: string | null;
  detail: unknown;
};

export type AuditFilter = { action: string | null; actorId: string | null };

/** A page of what was done by whom, newest first. */
export async function listAudit(db: Database, request: AuditFilter & PageRequest): Promise<Page<ListedEntry>> {
  const { action, actorId, ...page } = request;
  return fetchPage<ListedEntry>(
    page,
    ({ at, id }) => ({ at, id }),
    async (cursor, direction, take) => {
      const at = cursor && /^\d{1,18}$/.test(cursor.id) ? { at: cursor.at, id: BigInt(cursor.id) } : null;
      const { where, orderBy } = keysetQuery('at', 'id', at, direction);
      const rows = await db.auditEntry.findMany({
        where: { ...where, ...(action && { action }), ...(actorId && { actorId }) },
        orderBy,
        take,
      });
      return rows.map(({ id, ...row }) => ({ ...row, id: String(id) }));
    },
  );
}

/** The names behind the ids of users. Who is not there any more has none. */
export async function nameUsers(db: Database, ids: (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids)].filter((id) => id !== null);
  const users = await db.user.findMany({ where: { id: { in: known } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}
