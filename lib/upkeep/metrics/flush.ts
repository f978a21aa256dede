import type { Pool } from 'pg';
import { every, type Periodic } from '../../kit/every';
import { returnSamples, takeSamples } from '../../kit/metrics/count';

const FLUSH_EVERY_MS = 5_000;

/** In one order, so that two processes never wait for each other's rows. */
const FLUSH_SQL = `
insert into hookwell.metric_values as m (name, labels, value)
select name, labels, value from unnest($1::text[], $2::text[], $3::float8[]) as t(name, labels, value) order by name, labels
on conflict (name, labels) do update set value = m.value + excluded.value`;

/** Adds what this process counted to the numbers of all of them. What cannot be written is kept for the next time. */
export async function flushMetrics(pool: Pool): Promise<void> {
  const taken = takeSamples();
  if (taken.length === 0) return;
  try {
    await pool.query(FLUSH_SQL, [
      taken.map(({ name }) => name),
      taken.map(({ labels }) => labels),
      taken.map(({ value }) => value),
    ]);
  } catch (error) {
    returnSamples(taken);
    throw error;
  }
}

/** Flushes every few seconds, and a last time when it is stopped: so the numbers outlive the process. */
export const keepFlushing = (pool: Pool): Periodic =>
  every(FLUSH_EVERY_MS, 'write the metrics, which wait for the next time', () => flushMetrics(pool), {
    level: 'debug',
    unref: true,
    lastly: true,
  });
