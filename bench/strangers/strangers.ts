import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { AttackName } from '../../harness/attacks';
import { startAttacker } from '../../harness/start-attacker';
import { cloneTemplate } from '../../harness/test-server';
import { type Bench, type BenchSetting, type Comparison, compare, figure } from '../comparison';
import { type Running, startOwnServer } from '../contestants';
import { startGenerator } from '../load/start-generator';
import type { GeneratorReport, GeneratorTask } from '../load/tasks';

const ATTACKS: { attack: AttackName; connections: number }[] = [
  { attack: 'GET /', connections: 64 },
  { attack: 'GET / with a forged cookie', connections: 64 },
  { attack: 'GET /sign-in', connections: 64 },
  { attack: 'wrong signatures', connections: 16 },
  { attack: 'unfinished bodies', connections: 1_500 },
];

/** What was allowed at once is used up by then, and the rest is how it stays. */
const SETTLE_MS = 3_000;

/**
 * The time of good events, one after the other, while strangers do what they can, next to the time without them, in
 * alternation on one app. A good event that is refused ends the bench.
 */
export const strangers: Bench = { name: 'strangers', needs: ['build'], run: compareAttacks };

async function compareAttacks(setting: BenchSetting): Promise<Comparison[]> {
  const secret = `whsec_${randomBytes(24).toString('hex')}`;
  const database = await cloneTemplate(setting.server);
  const app = await startOwnServer({ secret, databaseUrl: database.url });
  const generator = startGenerator<GeneratorTask, GeneratorReport>('load/generator.ts');
  const send = async (seconds: number): Promise<number> => {
    const run = `strangers${randomBytes(4).toString('hex')}`;
    const { port, path } = app;
    const requests = Math.ceil(2_000 * seconds);
    const report = await generator.run({
      run,
      port,
      path,
      secret,
      connections: 1,
      seconds,
      requests,
      payload: '2.2 KB',
    });
    if (report.refused > 0) throw new Error(`${report.refused} good events were refused`);
    return report.p50;
  };
  try {
    await send(2);
    const results: Comparison[] = [];
    for (const attack of ATTACKS) results.push(...(await compareOne(attack, { ...setting, app, send })));
    return results;
  } finally {
    generator.stop();
    await app.stop();
    await database.drop();
  }
}

type App = Running & { process: { process: { pid?: number | undefined } } };
type Setting = BenchSetting & { app: App; send(seconds: number): Promise<number> };

async function compareOne(
  { attack, connections }: (typeof ATTACKS)[number],
  { rounds, seconds, tell, app, send }: Setting,
): Promise<Comparison[]> {
  const values: [number[], number[]] = [[], []];
  const memory: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const quiet = await send(seconds);
    const attacker = await startAttacker({ attack, port: app.port, connections });
    await setTimeout(SETTLE_MS);
    const attacked = await send(seconds);
    memory.push(await residentMb(app.process.process.pid));
    const answers = [...(await attacker.answers())].map(([status, count]) => `${count} × ${status}`).join(', ');
    await attacker.stop();
    values[0].push(attacked);
    values[1].push(quiet);
    tell(
      `strangers, ${attack}: ${attacked.toFixed(2)} ms, quiet ${quiet.toFixed(2)} ms, ${memory.at(-1)?.toFixed(0)} MB, load ${loadavg()[0]?.toFixed(1)}, they got ${answers}`,
    );
    await setTimeout(1_000);
  }
  const name = `strangers, ${attack}`;
  const how = `${connections} connections, p50 of good events one after the other`;
  return [
    compare({ name, how, unit: 'ms', contestants: ['meanwhile', 'quiet'], wanted: { atMost: 3 } }, values),
    figure({ name: `${name}, memory`, how: 'of the app', unit: 'MB', contestant: 'meanwhile' }, memory),
  ];
}

/** As the machine's own list of processes has it. */
async function residentMb(pid: number | undefined): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1_024;
}
