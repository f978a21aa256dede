import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startScript } from '../harness/processes';
import { cloneTemplate } from '../harness/test-server';
import { type Bench, type BenchSetting, type Comparison, compare } from './comparison';
import { ownDoor } from './contestants';
import { EMPTY_TYPE } from './lag/empty-type';
import type { SenderReport, SenderTask } from './lag/sender';
import { startGenerator } from './load/start-generator';
import { untilIdle } from './worker/until-idle';

type Lag = { p50: number; p95: number; p99: number };

const KINDS = [
  { name: 'the handlers of purchases', emptyType: null },
  { name: 'an empty handler', emptyType: EMPTY_TYPE },
] as const;

/**
 * From `received_at` to `processed_at`: `--rate` events a second of the simulator's purchases, for `--seconds`, delivered
 * over HTTP to the app and applied by one worker process beside it. The same app and worker get the same bodies under a
 * type whose handler does nothing. Deliveries leave when they are due, whether earlier ones were answered or not.
 */
export const lagBench: Bench = { name: 'lag', needs: ['build'], run: async (setting) => [await compareLag(setting)] };

async function compareLag({ server, rounds, seconds, rate, tell }: BenchSetting): Promise<Comparison> {
  const secret = `whsec_${randomBytes(24).toString('hex')}`;
  const database = await cloneTemplate(server);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const app = await ownDoor.start({ secret, databaseUrl: database.url });
  const worker = startScript('bench/lag/worker.ts', [], { DATABASE_URL: database.url });
  const sender = startGenerator<SenderTask, SenderReport>('lag/sender.ts');
  try {
    await worker.printed(/is ready/);
    const values: [number[], number[]] = [[], []];
    for (let round = -1; round < rounds; round++) {
      for (const at of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        const { name, emptyType } = KINDS[at];
        const run = randomBytes(4).toString('hex');
        const { port, path } = app;
        const lasting = round < 0 ? Math.min(seconds, 10) : seconds;
        const report = await sender.run({ run, port, path, secret, rate, seconds: lasting, emptyType });
        if (report.refused > 0) throw new Error(`${report.refused} deliveries were refused`);
        await untilIdle(client);
        const { p50, p95, p99 } = await lagOf(client, report.ids);
        tell(
          `lag ${round < 0 ? 'warm-up' : `round ${round + 1}`}: ${name} p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (sent ${report.latestMs.toFixed(0)} ms late at most)`,
        );
        if (round >= 0) values[at].push(p99);
      }
    }
    return compare(
      {
        name: 'lag',
        how: `${rate} events/s for ${seconds} s, p99 from received to processed`,
        unit: 'ms',
        contestants: [KINDS[0].name, KINDS[1].name],
        wanted: { atMost: 3 },
      },
      values,
    );
  } finally {
    sender.stop();
    await worker.end();
    await app.stop();
    await client.end();
    await database.drop();
  }
}

async function lagOf(client: pg.Client, ids: string[]): Promise<Lag> {
  const { rows } = await client.query<Lag & { processed: number }>(
    `with lags as (
       select extract(epoch from processed_at - received_at)::float8 * 1000 as ms from hookwell.webhook_events where id = any($1)
     )
     select count(ms)::int as processed, percentile_cont(0.5) within group (order by ms) as p50,
       percentile_cont(0.95) within group (order by ms) as p95, percentile_cont(0.99) within group (order by ms) as p99
     from lags`,
    [ids],
  );
  const [found] = rows;
  if (found?.processed !== ids.length) throw new Error(`Of ${ids.length} events ${found?.processed} were processed`);
  return found;
}
