import type { PrismaClient } from '../db/generated/client';
import { isHeld } from './held.sql';

/** How many orders of a mode are held for each reason, the commonest first. Counting stops at `most` orders. */
export const countHeld = (
  prisma: PrismaClient,
  livemode: boolean,
  most = 1_000,
): Promise<{ code: string; count: number }[]> =>
  prisma.$queryRaw`
    select code, count(*)::int as count from (
      select t.hold_code as code from orders t where t.livemode = ${livemode} and ${isHeld} limit ${most}
    ) as held group by code order by count desc, code`;
