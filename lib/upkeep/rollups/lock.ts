import type { PoolClient } from 'pg';

/** Of whoever brings the counts of events, or the sums of money, forward; until the end of the transaction. */
const LOCKS = { events: 4_665_311, money: 4_665_312 };

/**
 * Takes the lock if it is free. Another process that has it does the same work, and need not be waited for; one whose
 * machine is gone loses it after 15 s of silence.
 */
export async function tryLock(client: PoolClient, of: keyof typeof LOCKS): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(
    `select set_config('idle_in_transaction_session_timeout', '15s', true), pg_try_advisory_xact_lock($1) as mine`,
    [LOCKS[of]],
  );
  return rows[0]?.mine ?? false;
}

/** Waits for both: nothing is counted or added up until the end of the transaction. */
export async function lockBoth(client: PoolClient): Promise<void> {
  for (const lock of [LOCKS.events, LOCKS.money]) await client.query('select pg_advisory_xact_lock($1)', [lock]);
}
