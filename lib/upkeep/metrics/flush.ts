import type { Pool } from 'pg';
import { log } from '../../kit/log/log';
import { returnSamples, takeSamples } from '../../kit/metrics/count';
import { pause } from '../../kit/pause';

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
export function keepFlushing(pool: Pool): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const flush = () =>
    flushMetrics(pool).catch((error: Error) =>
      log().debug({ err: error }, `The metrics wait for the next time: ${error.message}`),
    );
  const flushing = (async () => {
    // Once it is stopped the last flush follows.
    while (!stopping.signal.aborted) {
      await pause(FLUSH_EVERY_MS, stopping.signal, { ref: false });
      await flush();
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await flushing;
    },
  };
}
