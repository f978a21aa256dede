import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { cloneTemplate } from '../../harness/test-server';
import { type Bench, type BenchSetting, type Comparison, compare, figure } from '../comparison';
import { startOwnServer } from '../contestants';
import { startGenerator } from '../load/start-generator';
import type { GeneratorReport, GeneratorTask } from '../load/tasks';
import { type Held, INSPECTABLE, type Inspected, inspect } from './inspect-process';

/** Signed beforehand and kept by the generator: as many as it can hold without trouble. */
const AT_ONCE = 20_000;
const SAMPLES = 9;

/** What the app holds at rest, after a tenth of the events and after all of them, taken through the door. */
export const memory: Bench = { name: 'memory', needs: ['build'], run: compareMemory };

async function compareMemory({ server, events, tell }: BenchSetting): Promise<Comparison[]> {
  const secret = `whsec_${randomBytes(24).toString('hex')}`;
  const database = await cloneTemplate(server);
  const generator = startGenerator<GeneratorTask, GeneratorReport>('load/generator.ts');
  const app = await startOwnServer({ secret, databaseUrl: database.url }, INSPECTABLE);
  let taken = 0;
  const sendUntil = async (total: number) => {
    const start = performance.now();
    const before = taken;
    while (taken < total) {
      const report = await generator.run({
        run: `memory${taken}x${randomBytes(4).toString('hex')}`,
        port: app.port,
        path: app.path,
        secret,
        connections: 64,
        seconds: 3_600,
        requests: Math.min(AT_ONCE, total - taken),
        payload: '2.2 KB',
      });
      if (report.refused > 0) throw new Error(`${report.refused} requests were refused`);
      taken += report.acknowledged;
    }
    const seconds = (performance.now() - start) / 1_000;
    tell(`memory: ${taken.toLocaleString('en')} events taken, ${Math.round((taken - before) / seconds)} a second`);
  };
  try {
    const inspected = await inspect(app.process);
    const rest = await sample(inspected);
    await sendUntil(Math.ceil(events / 10));
    const early = await sample(inspected);
    await sendUntil(events);
    const late = await sample(inspected);
    inspected.close();
    await expectStored(database.url, taken);
    return summarize({ rest, early, late }, events);
  } finally {
    generator.stop();
    await app.stop();
    await database.drop();
  }
}

/** A few samples while nothing is asked of it: what a timer allocates in between is not counted as growth. */
async function sample(inspected: Inspected): Promise<Held[]> {
  const samples: Held[] = [];
  for (let count = 0; count < SAMPLES; count++) {
    await setTimeout(200);
    samples.push(await inspected.measure());
  }
  return samples;
}

async function expectStored(url: string, events: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ stored: number }>(
    'select count(*)::int as stored from hookwell.webhook_events',
  );
  await client.end();
  if (rows[0]?.stored !== events) throw new Error(`${events} were answered with 200, ${rows[0]?.stored} are stored`);
}

type Phases = Record<'rest' | 'early' | 'late', Held[]>;

function summarize({ rest, early, late }: Phases, events: number): Comparison[] {
  const contestants: [string, string] = [
    `after ${events.toLocaleString('en')} events`,
    `after ${Math.ceil(events / 10).toLocaleString('en')} events`,
  ];
  const each = [
    { kind: 'rss', name: 'of the process' },
    { kind: 'heap', name: 'in live objects' },
  ] as const;
  return each.flatMap(({ kind, name }) => {
    const of = (samples: Held[]) => samples.map((held) => held[kind]);
    const measured = { how: 'own server, after a collection', unit: 'MB' };
    return [
      figure({ ...measured, name: `memory ${name}, at rest`, contestant: 'before the first event' }, of(rest)),
      compare({ ...measured, name: `memory ${name}`, contestants, wanted: { atMost: 1.2 } }, [of(late), of(early)]),
    ];
  });
}
