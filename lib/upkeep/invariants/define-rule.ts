import type { Transaction } from '../../db/client';
import type { Prisma } from '../../db/generated/client';

/** What breaks a rule. `objectId` tells it apart from others that break the same one: an order, a charge, an effect. */
export type Violation = { objectId: string; orderId: string | null; message: string };

/** A statement about the money that always holds, as the query that finds what breaks it. */
export type Rule = {
  name: string;
  /** What is wrong, in a few words. */
  title: string;
  /** What a person does about it. */
  advice: string;
  find(tx: Transaction): Promise<Violation[]>;
};

/** More of one kind are a fault of the program, and no list for a person: the check stops there. */
export const MOST_VIOLATIONS = 1_000;

/**
 * A rule from its query, which returns one row (`objectId`, `orderId`, and what `describe` needs) for each case that
 * breaks it, and from the words for such a row. One statement, so that it judges one moment.
 */
export function defineRule<Row>(rule: {
  name: string;
  title: string;
  advice: string;
  sql: Prisma.Sql;
  describe(row: Row & { objectId: string }): string;
}): Rule {
  return {
    name: rule.name,
    title: rule.title,
    advice: rule.advice,
    async find(tx) {
      const rows = await tx.$queryRaw<(Row & { objectId: string; orderId: string | null })[]>`
        select * from (${rule.sql}) as broken order by "objectId" limit ${MOST_VIOLATIONS}`;
      return rows.map((row) => ({ objectId: row.objectId, orderId: row.orderId, message: rule.describe(row) }));
    },
  };
}
