import { createHash } from 'node:crypto';
import type { Database } from '../../db/client';

/** How often something may be tried within a span of time. */
export type AttemptLimit = { max: number; seconds: number };

/** A person mistypes a few times; a guesser wants thousands. Per e-mail, so that many addresses do not help. */
export const SIGN_IN_PER_EMAIL: AttemptLimit = { max: 10, seconds: 15 * 60 };
/** An office shares an address. */
export const SIGN_IN_PER_ADDRESS: AttemptLimit = { max: 50, seconds: 15 * 60 };
/** Of an address that many callers may share: beyond it nobody is locked out, and what is typed leaves no rows any more. */
export const SIGN_IN_PER_SHARED_ADDRESS: AttemptLimit = { max: 500, seconds: 15 * 60 };

/** A row in words of its own length: what somebody typed may be long, and is nobody's business. */
const keyOf = (what: string, of: string) => `${what}:${createHash('sha256').update(of).digest('hex').slice(0, 32)}`;

/**
 * Counts one more try, in one statement, so that tries at the same moment in several processes all count. Returns null
 * when it may go on, else how many seconds are left.
 */
export async function countAttempt(
  db: Database,
  what: string,
  of: string,
  { max, seconds }: AttemptLimit,
): Promise<number | null> {
  const key = keyOf(what, of);
  const span = BigInt(seconds * 1_000);
  const now = BigInt(Date.now());
  const [row] = await db.$queryRaw<{ count: number; last_request: bigint }[]>`
    insert into hookwell.rate_limits as r (key, count, last_request) values (${key}, 1, ${now})
    on conflict (key) do update set
      count = case when r.last_request <= ${now - span} then 1 else least(r.count + 1, ${max + 1}::int) end,
      last_request = case when r.last_request <= ${now - span} then ${now} else r.last_request end
    returning count, last_request`;
  if (!row || row.count <= max) {
    if (row?.count === 1) await forgetOld(db, now);
    return null;
  }
  return Math.max(1, Math.ceil(Number(row.last_request + span - now) / 1_000));
}

/** Starts the count again, after a success. */
export async function forgetAttempts(db: Database, what: string, of: string): Promise<void> {
  await db.rateLimit.deleteMany({ where: { key: keyOf(what, of) } });
}

/** Takes one try back that turned out to be no guess. */
export async function takeBackAttempt(db: Database, what: string, of: string): Promise<void> {
  await db.rateLimit.updateMany({
    where: { key: keyOf(what, of), count: { gt: 0 } },
    data: { count: { decrement: 1 } },
  });
}

const DAY_MS = 86_400_000n;

/** Keeps the table as small as a day's tries, a few rows at a time. */
async function forgetOld(db: Database, now: bigint): Promise<void> {
  await db.$executeRaw`
    delete from hookwell.rate_limits where id in
      (select id from hookwell.rate_limits where last_request < ${now - DAY_MS} limit 100 for update skip locked)`;
}
