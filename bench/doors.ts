import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { cloneTemplate } from '../harness/test-server';
import { type Bench, type BenchSetting, type Comparison, compare } from './comparison';
import {
  bareRoute,
  type Contestant,
  expressSample,
  nothing,
  ownDoor,
  plainInsert,
  type Running,
  routeDoor,
  syncEngine,
} from './contestants';
import type { PayloadName } from './load/payloads';
import { startGenerator } from './load/start-generator';
import type { GeneratorReport, GeneratorTask } from './load/tasks';

type Measure = 'throughput' | 'latency';

/** Two contestants side by side. `atLeast` or `atMost` is what the ratio of the first to the second should be. */
type Pair = {
  name: string;
  contestants: [Contestant, Contestant];
  measure: Measure;
  connections: number;
  payload: PayloadName;
  atLeast?: number;
  atMost?: number;
};

const throughput = (name: string, contestants: [Contestant, Contestant], rest: Partial<Pair> = {}): Pair => ({
  name,
  contestants,
  measure: 'throughput',
  connections: 64,
  payload: '2.2 KB',
  ...rest,
});

const PAIRS: Pair[] = [
  throughput('generator', [nothing, ownDoor]),
  throughput('route', [routeDoor, bareRoute], { atLeast: 0.85 }),
  throughput('express', [ownDoor, expressSample], { atLeast: 0.75 }),
  throughput('express-4k', [ownDoor, expressSample], { payload: '4 KB' }),
  throughput('express-60k', [ownDoor, expressSample], { payload: '60 KB' }),
  throughput('sync-engine', [ownDoor, syncEngine], { atLeast: 2 }),
  throughput('latency', [ownDoor, plainInsert], { measure: 'latency', connections: 1, atMost: 1.3 }),
];

export const DOOR_BENCHES: Bench[] = PAIRS.map((pair) => ({
  name: pair.name,
  needs: ['peers', 'bare-next', 'build'],
  run: async (setting) => [await comparePair(pair, setting)],
}));

/** Runs both in alternation, after a warm-up, and looks after each run that every 200 has its event and its job. */
async function comparePair(pair: Pair, { server, rounds, seconds, tell }: BenchSetting): Promise<Comparison> {
  const secret = `whsec_${randomBytes(24).toString('hex')}`;
  const generator = startGenerator<GeneratorTask, GeneratorReport>('load/generator.ts');
  const running: { contestant: Contestant; app: Running; databaseUrl: string; end(): Promise<void> }[] = [];
  try {
    for (const contestant of pair.contestants) {
      const database = await cloneTemplate(server);
      const app = await contestant.start({ secret, databaseUrl: database.url });
      const end = async () => {
        await app.stop();
        await database.drop();
      };
      running.push({ contestant, app, databaseUrl: database.url, end });
    }
    const values: [number[], number[]] = [[], []];
    let expected = 2_000;
    let busiest = 0;
    for (let round = -1; round < rounds; round++) {
      const order = round % 2 === 0 ? [0, 1] : [1, 0];
      for (const at of order as (0 | 1)[]) {
        const { contestant, app, databaseUrl } = running[at] as (typeof running)[number];
        const run = `${pair.name.replaceAll('-', '')}${at}r${round + 1}x${randomBytes(4).toString('hex')}`;
        const { port, path } = app;
        const { connections, payload } = pair;
        const report = await generator.run({
          run,
          port,
          path,
          secret,
          connections,
          seconds,
          requests: Math.ceil(expected * seconds),
          payload,
        });
        if (report.refused > 0) throw new Error(`${contestant.name} refused ${report.refused} requests`);
        if (contestant.ours) await expectStored(databaseUrl, run, report);
        tell(
          `${pair.name} ${round < 0 ? 'warm-up' : `round ${round + 1}`}: ${contestant.name} ${Math.round(report.perSecond)}/s, p50 ${report.p50.toFixed(2)} ms, p99 ${report.p99.toFixed(2)} ms, generator ${percent(report.busy)} of a core${report.ranOut ? ' (ran out of requests)' : ''}`,
        );
        busiest = Math.max(busiest, report.busy);
        expected = Math.max(expected, report.perSecond * (report.ranOut ? 3 : 1.5));
        if (round >= 0) values[at].push(pair.measure === 'latency' ? report.p50 : report.perSecond);
      }
    }
    const { name, contestants, measure, connections, payload, atLeast, atMost } = pair;
    return compare(
      {
        name,
        how: `${connections} ${connections === 1 ? 'connection' : 'connections'}, ${payload}, generator at most ${percent(busiest)} of a core`,
        unit: measure === 'latency' ? 'ms' : 'requests/s',
        contestants: [contestants[0].name, contestants[1].name],
        wanted: { atLeast, atMost },
      },
      values,
    );
  } finally {
    generator.stop();
    for (const { end } of running) await end();
  }
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** Every acknowledged event is a row, and its job is there or done. */
async function expectStored(url: string, run: string, { acknowledged }: GeneratorReport): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ events: number; jobs: number }>(
      `select (select count(*)::int from hookwell.webhook_events where id like $1) as events,
        (select count(*)::int from hookwell_worker.jobs where key like $2) as jobs`,
      [`evt_${run}_%`, `event:evt_${run}_%`],
    );
    const [found] = rows;
    if (found?.events !== acknowledged || found.jobs !== acknowledged)
      throw new Error(
        `${acknowledged} were answered with 200, but there are ${found?.events} events and ${found?.jobs} jobs`,
      );
  } finally {
    await client.end();
  }
}
