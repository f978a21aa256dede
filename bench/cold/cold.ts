import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../harness/free-port';
import { startNode, startScript, type TestProcess } from '../../harness/processes';
import { cloneTemplate } from '../../harness/test-server';
import { type Bench, type BenchSetting, type Comparison, compare, figure } from '../comparison';
import { untilAccepted } from './deliver';

/** How long it takes until the first event is accepted: as a function, as a server, and while developing. */
export const cold: Bench = {
  name: 'cold',
  needs: ['bare-next', 'build'],
  run: async (setting) => [
    ...(await compareFunctions(setting)),
    await startServer(setting),
    await startDeveloping(setting),
  ],
};

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const secretOfRun = `whsec_${randomBytes(24).toString('hex')}`;

/** Where a new release or a sleeping machine costs most: the first delivery to a function that was not running. */
async function compareFunctions({ server, rounds, tell }: BenchSetting): Promise<Comparison[]> {
  const database = await cloneTemplate(server);
  const env = { DATABASE_URL: database.url, STRIPE_WEBHOOK_SECRET: `bench:${secretOfRun}:test`, WORKER: 'serverless' };
  const firsts: [FirstAnswer[], FirstAnswer[]] = [[], []];
  try {
    for (let round = 0; round < rounds; round++) {
      firsts[0].push(await callFunction('.', { ...env, AUTH_SECRET: secretOfRun, LOG_LEVEL: 'warn' }));
      firsts[1].push(await callFunction('bench/bare-next', {}));
    }
  } finally {
    await database.drop();
  }
  const kinds = [
    { kind: 'answerMs', name: 'cold function: from the start of its process to its first 200', unit: 'ms' },
    { kind: 'loadMs', name: 'cold function: to load its modules', unit: 'ms' },
    { kind: 'files', name: 'cold function: files loaded', unit: 'files' },
    { kind: 'megabytes', name: 'cold function: size of them', unit: 'MB' },
    { kind: 'rss', name: 'cold function: memory after the first answer', unit: 'MB' },
  ] as const;
  return kinds.map(({ kind, name, unit }) => {
    const of = (answers: FirstAnswer[]) => answers.map((answer) => answer[kind]);
    const contestants: [string, string] = ['Hookwell, Next route', 'bare Next route'];
    const measured = { name, how: 'a fresh process each time', unit, contestants, wanted: {} };
    const result = compare(measured, [of(firsts[0]), of(firsts[1])]);
    tell(`${name}: ${result.contestants.map(({ median }) => median.toFixed(1)).join(' and ')} ${unit}`);
    return result;
  });
}

type FirstAnswer = Record<'answerMs' | 'loadMs' | 'files' | 'megabytes' | 'rss', number>;

async function callFunction(dir: string, env: Record<string, string>): Promise<FirstAnswer> {
  const since = performance.now();
  const child = startNode([here('serve-function.cjs'), dir], { ...env, NODE_ENV: 'production' });
  try {
    const [, port] = await child.printed(/listening on (\d+)/);
    const answerMs = await untilAccepted(`http://127.0.0.1:${port}/api/webhook`, secretOfRun, since, failed(child));
    const [, json] = await child.printed(/loaded (\{.*\})/);
    const { loadMs, files, bytes, rss } = JSON.parse(json as string) as Record<
      'loadMs' | 'files' | 'bytes' | 'rss',
      number
    >;
    return { answerMs, loadMs, files, megabytes: bytes / 1024 ** 2, rss: rss / 1024 ** 2 };
  } finally {
    await child.end('SIGKILL');
  }
}

/** `npm start` on a database that is migrated already. */
async function startServer({ server, rounds, tell }: BenchSetting): Promise<Comparison> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const database = await cloneTemplate(server);
    const env = { DATABASE_URL: database.url, AUTH_SECRET: secretOfRun, LOG_LEVEL: 'warn' };
    values.push(await untilFirstEvent('scripts/start.ts', env));
    await database.drop();
  }
  const how = 'one process, worker in it, a database that is migrated';
  return told(
    tell,
    figure({ name: 'npm start to the first accepted event', how, unit: 'ms', contestant: 'Hookwell' }, values),
  );
}

/**
 * `npm run dev` from nothing: no database, nothing compiled. Apart from a developer's own run, in the folder that the
 * tests build into.
 */
async function startDeveloping({ rounds, tell }: BenchSetting): Promise<Comparison> {
  const values: number[] = [];
  const types = await readFile('next-env.d.ts', 'utf8').catch(() => null);
  for (let round = 0; round < Math.min(rounds, 3); round++) {
    const dir = await mkdtemp(join(tmpdir(), 'hookwell-bench-'));
    await rm('.next-test/dev', { recursive: true, force: true });
    values.push(await untilFirstEvent('scripts/dev.ts', { HOOKWELL_DATA_DIR: dir, NEXT_DIST_DIR: '.next-test' }));
    await rm(dir, { recursive: true, force: true });
  }
  // Next points this file, which git ignores, at the folder that it runs in.
  await rm('.next-test/dev', { recursive: true, force: true });
  if (types !== null) await writeFile('next-env.d.ts', types);
  const how = 'no database yet, nothing compiled';
  return told(
    tell,
    figure({ name: 'npm run dev to the first accepted event', how, unit: 'ms', contestant: 'Hookwell' }, values),
  );
}

async function untilFirstEvent(script: string, env: Record<string, string>): Promise<number> {
  const port = await freePort();
  const since = performance.now();
  const child = startScript(script, [], {
    ...env,
    PORT: String(port),
    STRIPE_WEBHOOK_SECRET: `bench:${secretOfRun}:test`,
  });
  try {
    return await untilAccepted(`http://127.0.0.1:${port}/api/webhook`, secretOfRun, since, failed(child));
  } finally {
    await child.end();
  }
}

/** Rejects when the process ends before it was ended. */
const failed = (child: TestProcess): Promise<never> =>
  child.exited.then((code) => Promise.reject(new Error(`It ended early, with ${code}:\n${child.output()}`)));

function told(tell: (line: string) => void, result: Comparison): Comparison {
  tell(`${result.name}: ${Math.round(result.contestants[0]?.median ?? 0)} ms`);
  return result;
}
