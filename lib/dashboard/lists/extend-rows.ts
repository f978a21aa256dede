import type { PrismaClient } from '../../db/generated/client';
import type { List } from './define-list';

/** A list whose rows also say what stands in other tables: read for the rows of a page, or of a part of an export, at once. */
export function extendRows<Row, Extended extends Row>(
  list: List<Row>,
  extend: (prisma: PrismaClient, rows: Row[]) => Promise<Extended[]>,
): List<Extended> {
  return {
    where: list.where,
    async page(prisma, request) {
      const page = await list.page(prisma, request);
      return { ...page, rows: await extend(prisma, page.rows) };
    },
    async next(prisma, filter, after, take) {
      return extend(prisma, await list.next(prisma, filter, after, take));
    },
  };
}
