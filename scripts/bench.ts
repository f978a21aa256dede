import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { comparePair, PAIRS, type PairResult } from '../bench/doors';
import { foreignEnv } from '../lib/env';
import { KnownError } from '../lib/known-error';
import { startTestServer } from '../tests/support/test-server';
import { runCommand } from './support/cli';
import { commandFile, runNode, runScript } from './support/run-node';

const usage = `
Usage: npm run bench [-- PAIR … --rounds 5 --seconds 3 --json]

Runs pairs side by side in alternation on this machine and prints medians, spread and ratios. It starts what it needs:
a PostgreSQL of its own that keeps what it acknowledges (fsync on), the production build, and the peers (bench/).

Pairs: ${PAIRS.map(({ name }) => name).join(', ')}
`;

const options = {
  rounds: { type: 'string', default: '5' },
  seconds: { type: 'string', default: '3' },
  json: { type: 'boolean', default: false },
} as const;

const format = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2));

await runCommand({ usage, options, words: 20 }, async ({ values, words }) => {
  const unknown = words.filter((word) => !PAIRS.some(({ name }) => name === word));
  if (unknown.length > 0) throw new KnownError(`There is no pair named ${unknown.join(', ')}.\n\n${usage.trim()}`);
  const rounds = positive('--rounds', values.rounds);
  const seconds = positive('--seconds', values.seconds);
  await prepare();
  const server = await startTestServer({ durable: true });
  const tell = (line: string) => console.error(line);
  const results: PairResult[] = [];
  try {
    for (const pair of PAIRS.filter(({ name }) => words.length === 0 || words.includes(name)))
      results.push(await comparePair(server, pair, { rounds, seconds, tell }));
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

/** The peers, the bare Next app and our own build, as far as they are not there yet. */
async function prepare(): Promise<void> {
  const steps: [missing: boolean, run: () => Promise<number>, what: string][] = [
    [!existsSync('bench/node_modules'), () => runNode(npm(), ['ci', '--prefix', 'bench']), 'npm ci --prefix bench'],
    [
      !existsSync('bench/bare-next/.next/BUILD_ID'),
      () => runNode(commandFile('next'), ['build', 'bench/bare-next']),
      'next build bench/bare-next',
    ],
    [!existsSync('.next/BUILD_ID'), () => runScript('build'), 'npm run build'],
  ];
  for (const [missing, run, what] of steps)
    if (missing && (await run()) !== 0) throw new KnownError(`${what} failed; its output stands above`);
}

function npm(): string {
  const file = foreignEnv().npm_execpath;
  if (!file) throw new KnownError('Start this with: npm run bench');
  return file;
}

function print(machine: { node: string; cores: number; model: string }, results: PairResult[]): void {
  console.log(`\nNode ${machine.node}, ${machine.cores} cores, ${machine.model}\n`);
  for (const { name, contestants, unit, connections, payload, rounds, ratio, ratioSpread, wanted, met } of results) {
    console.log(`${name}: ${connections} connections, ${payload}, median of ${rounds} rounds`);
    for (const each of contestants)
      console.log(
        `  ${format(each.median).padStart(9)} ${unit}  (${each.spread.map(format).join(' to ')})  ${each.name}`,
      );
    const verdict = met === null ? '' : `, wanted ${wanted}: ${met ? 'met' : 'NOT met'}`;
    console.log(
      `  ratio ${ratio.toFixed(2)} (${ratioSpread.map((value) => value.toFixed(2)).join(' to ')})${verdict}\n`,
    );
  }
}
