import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Bench, Comparison, Need } from '../bench/comparison';
import { BENCHES } from '../bench/registry';
import { startTestServer } from '../harness/test-server';
import { foreignEnv } from '../lib/kit/env';
import { KnownError } from '../lib/kit/known-error';
import { runCommand } from './support/cli';
import { nameOwnDatabase } from './support/open-database';
import { commandFile, runNode, runScript } from './support/run-node';

const usage = `
Usage: npm run bench [-- NAME … --rounds 5 --seconds 3 --rate 300 --events 1000000 --json]

Runs pairs side by side in alternation on this machine and prints medians, spread and ratios. It starts what it needs:
a PostgreSQL of its own that keeps what it acknowledges (fsync on), the production build, and the peers (bench/peers).

Names: ${BENCHES.map(({ name }) => name).join(', ')}
`;

const options = {
  rounds: { type: 'string', default: '5' },
  seconds: { type: 'string', default: '3' },
  rate: { type: 'string', default: '300' },
  events: { type: 'string', default: '1000000' },
  json: { type: 'boolean', default: false },
} as const;

const format = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2));

await runCommand({ usage, mode: 'development', options, words: 20 }, async ({ values, words }) => {
  const unknown = words.filter((word) => !BENCHES.some(({ name }) => name === word));
  if (unknown.length > 0) throw new KnownError(`There is no bench named ${unknown.join(', ')}.\n\n${usage.trim()}`);
  const rounds = positive('--rounds', values.rounds);
  const seconds = positive('--seconds', values.seconds);
  const rate = positive('--rate', values.rate);
  const events = positive('--events', values.events);
  const benches = BENCHES.filter(({ name }) => words.length === 0 || words.includes(name));
  await prepare(benches);
  const server = await startTestServer({ durable: true });
  console.error(nameOwnDatabase(server.adminUrl));
  const tell = (line: string) => console.error(line);
  const results: Comparison[] = [];
  try {
    for (const bench of benches) results.push(...(await bench.run({ server, rounds, seconds, rate, events, tell })));
  } finally {
    await server.stop();
  }
  const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model ?? 'unknown' };
  if (values.json) console.log(JSON.stringify({ machine, results }, null, 2));
  else print(machine, results);
});

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new KnownError(`${option} is not a positive number: ${text}`);
  return number;
}

/** The peers, the bare Next app and our own build, as far as they are needed and not there yet. */
async function prepare(benches: Bench[]): Promise<void> {
  const isNeeded = (need: Need) => benches.some(({ needs }) => needs.includes(need));
  const steps: [need: Need, missing: boolean, run: () => Promise<number>, what: string][] = [
    [
      'peers',
      !existsSync('bench/peers/node_modules'),
      () => runNode(npm(), ['ci', '--prefix', 'bench/peers']),
      'npm ci --prefix bench/peers',
    ],
    [
      'bare-next',
      !existsSync('bench/bare-next/.next/BUILD_ID'),
      () => runNode(commandFile('next'), ['build', 'bench/bare-next']),
      'next build bench/bare-next',
    ],
    ['build', !existsSync('.next/BUILD_ID'), () => runScript('build'), 'npm run build'],
  ];
  for (const [need, missing, run, what] of steps)
    if (isNeeded(need) && missing && (await run()) !== 0)
      throw new KnownError(`${what} failed; its output stands above`);
}

function npm(): string {
  const file = foreignEnv().npm_execpath;
  if (!file) throw new KnownError('Start this with: npm run bench');
  return file;
}

function print(machine: { node: string; cores: number; model: string }, results: Comparison[]): void {
  console.log(`\nNode ${machine.node}, ${machine.cores} cores, ${machine.model}\n`);
  for (const { name, how, contestants, unit, rounds, ratio, ratioSpread, wanted, met } of results) {
    console.log(`${name}: ${how}, median of ${rounds} rounds`);
    for (const each of contestants)
      console.log(
        `  ${format(each.median).padStart(9)} ${unit}  (${each.spread.map(format).join(' to ')})  ${each.name}`,
      );
    const verdict = met === null ? '' : `, wanted ${wanted}: ${met ? 'met' : 'NOT met'}`;
    const between = ratioSpread?.map((value) => value.toFixed(2)).join(' to ');
    console.log(ratio === null ? '' : `  ratio ${ratio.toFixed(2)} (${between})${verdict}\n`);
  }
}
