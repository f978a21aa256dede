import type { Database } from '../../db/client';
import { log } from '../../kit/log/log';
import { subjectHasher } from './subject-hash';

/** What was erased, the newest first. */
export const listErasures = (prisma: Database) =>
  prisma.erasure.findMany({ orderBy: [{ startedAt: 'desc' }, { id: 'desc' }], take: 50 });

export type ListedErasure = Awaited<ReturnType<typeof listErasures>>[number];

/** When what an id stands for was erased. Null: it was not, or this process has no key to tell. */
export async function erasedAt(
  prisma: Database,
  { account, id }: { account: string | null; id: string },
): Promise<Date | null> {
  const any = await prisma.tombstone.findFirst({ select: { hash: true } });
  if (!any) return null;
  try {
    const hash = subjectHasher().hash({ kind: 'object', account, value: id });
    return (await prisma.tombstone.findUnique({ where: { hash } }))?.createdAt ?? null;
  } catch (error) {
    log().warn({ err: error }, `Erasures cannot be told: ${(error as Error).message}`);
    return null;
  }
}
