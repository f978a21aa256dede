import build from '../harness/build-app';
import { testSecret } from '../harness/deliveries';
import { makeCase } from '../harness/fuzz/fuzz-case';
import { describeFailure, heapGrew, judgeAnswer, runFuzz, shrink } from '../harness/fuzz/run-fuzz';
import { newAgent, send } from '../harness/fuzz/send';
import { faultsOfGood, settleGood } from '../harness/fuzz/settle';
import { startWatchedApp, type WatchedApp } from '../harness/fuzz/watched-app';
import { cloneTemplate, startTestServer } from '../harness/test-server';
import { randomSeed } from '../lib/dev/simulator/build';
import { KnownError } from '../lib/kit/known-error';
import { runCommand } from './support/cli';
import { nameOwnDatabase } from './support/open-database';

const usage = `
Usage: npm run fuzz [-- --count N] [--seed TEXT] [--case N] [--connections N] [--no-build]

Sends random, changed, cut off and malformed requests to the production build over real sockets, and good events in
between. Fails on a 5xx, on what nobody caught, on a heap that grows, and on a good event that is lost. The same seed
sends the same cases.

  --count N         how many cases (5000)
  --seed TEXT       which cases (random, and printed)
  --case N          only this one of the seed's, and what the app says to it
  --connections N   how many at once (16)
  --no-build        tests the build of the last run
`;

const options = {
  count: { type: 'string' },
  seed: { type: 'string' },
  case: { type: 'string' },
  connections: { type: 'string' },
  'no-build': { type: 'boolean' },
} as const;

function wholeNumber(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,7}$/.test(text)) throw new KnownError(`--${name} is not a whole number: ${text}`);
  return Number(text);
}

await runCommand({ usage, mode: 'development', options }, async ({ values }) => {
  const count = wholeNumber('count', values.count, 5_000);
  const connections = wholeNumber('connections', values.connections, 16);
  const seed = values.seed ?? randomSeed();
  if (!values['no-build']) await build();
  const server = await startTestServer();
  const database = await cloneTemplate(server);
  console.error(nameOwnDatabase(database.url));
  const app = await startWatchedApp(database.url);
  try {
    if (values.case !== undefined) await one(app, seed, wholeNumber('case', values.case, 0));
    else await all(app, database.url, { seed, count, connections });
  } finally {
    await app.end();
    await database.drop();
    await server.stop();
  }
});

async function one(app: WatchedApp, seed: string, index: number): Promise<void> {
  const made = makeCase(seed, index, testSecret);
  const answer = await send(app.url, made.request, newAgent(1));
  const why = judgeAnswer(made, answer);
  console.log(describeFailure(seed, { case: made, answer, why: why ?? 'answered as it should be' }));
  for (const line of app.uncaught()) console.log(line);
  if (why || app.uncaught().length > 0) process.exitCode = 1;
}

async function all(app: WatchedApp, databaseUrl: string, run: { seed: string; count: number; connections: number }) {
  const { seed, count } = run;
  console.log(`Seed ${seed}: npm run fuzz -- --count ${count} --seed ${seed}`);
  const started = Date.now();
  const report = await runFuzz(app, { ...run, tell: (line) => console.log(line) });
  const problems: string[] = [];
  for (const failure of report.failures.slice(0, 3))
    problems.push(describeFailure(seed, await shrink(app, seed, failure)));
  problems.push(...new Set(app.uncaught()));
  if (app.ended()) problems.push(`The app ended:\n${app.output().slice(-3_000)}`);
  else problems.push(...faultsOfGood(report.good, await settleGood(databaseUrl, report.good)));
  if (heapGrew(report.heap))
    problems.push(`The heap grows: ${report.heap.map((bytes) => Math.round(bytes / 1e6)).join(', ')} MB`);
  const answers = Object.entries(report.answers).map(([status, n]) => `${n} × ${status}`);
  console.log(
    `\n${count} cases and ${report.good.length} good events in ${Math.round((Date.now() - started) / 1000)} s: ${answers.join(', ')}`,
  );
  if (problems.length === 0)
    return console.log(
      'Nothing was found: no 5xx, nothing uncaught, flat heap, every good event stored once and done.',
    );
  console.error(`\n${problems.join('\n\n')}`);
  process.exitCode = 1;
}
