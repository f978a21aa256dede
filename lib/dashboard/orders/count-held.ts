import type { PrismaClient } from '../../db/generated/client';
import { forAPerson, isHeld } from '../../payments/orders/held.sql';

/** Orders that are held for one reason; `undecided` of them wait for a person. */
export type HeldCount = { code: string; count: number; undecided: number };

/** How many orders of a mode are held for each reason, the commonest first. Counting stops at `most` orders. */
export const countHeld = (prisma: PrismaClient, livemode: boolean, most = 1_000): Promise<HeldCount[]> =>
  prisma.$queryRaw`
    select code, count(*)::int as count, (count(*) filter (where undecided))::int as undecided from (
      select t.hold_code as code, (${forAPerson}) as undecided from hookwell.orders t
      where t.livemode = ${livemode} and ${isHeld} limit ${most}
    ) as held group by code order by count desc, code`;
