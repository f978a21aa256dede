import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createFilledDatabase } from '../harness/many-events/filled-template';
import { signInAs } from '../harness/sign-in';
import type { TestServer } from '../harness/test-server';
import { type Bench, type BenchSetting, type Comparison, compare } from './comparison';
import { ownDoor, type Running } from './contestants';

/** Lists without filters and exports, which therefore have no `(list)` folder of their own. */
const OTHER_LISTS = ['/', '/findings', '/audit', '/users'];

/** Every list of the dashboard, found in `app/`, so that a new one is measured too. */
function listPages(): string[] {
  const lists = readdirSync('app').filter((name) => existsSync(join('app', name, '(list)', 'page.tsx')));
  return [...OTHER_LISTS, ...lists.map((name) => `/${name}`)].sort();
}

/** The requests of each page that count, after those that warm it up. */
const REQUESTS = 50;
const WARM_UP = 3;

type Side = { app: Running; cookie: string; end(): Promise<void> };

/**
 * How long each list takes at a million events and at a thousand: two apps on one PostgreSQL, asked in alternation, one
 * request at a time, until the whole page has come.
 */
export const pages: Bench = { name: 'pages', needs: ['build'], run: comparePages };

async function comparePages({ server, events, tell }: BenchSetting): Promise<Comparison[]> {
  const sizes = [events, Math.ceil(events / 1_000)];
  const sides: Side[] = [];
  try {
    for (const size of sizes) {
      tell(`pages: filling a database with ${size.toLocaleString('en')} events …`);
      sides.push(await startOver(server, size));
    }
    const [many, few] = sides as [Side, Side];
    const contestants = sizes.map((size) => `${size.toLocaleString('en')} events`) as [string, string];
    const results: Comparison[] = [];
    for (const page of listPages()) {
      const values: [number[], number[]] = [[], []];
      for (let request = -WARM_UP; request < REQUESTS; request++) {
        const first = await ask(many, page);
        const second = await ask(few, page);
        if (request >= 0) values[0].push(first);
        if (request >= 0) values[1].push(second);
      }
      const how = 'one request at a time';
      const result = compare({ name: `page ${page}`, how, unit: 'ms', contestants, wanted: { atMost: 2 } }, values);
      tell(`${result.name}: ${result.contestants.map(({ median }) => median.toFixed(1)).join(' and ')} ms`);
      results.push(result);
    }
    return results;
  } finally {
    for (const { end } of sides) await end();
  }
}

async function startOver(server: TestServer, events: number): Promise<Side> {
  const secret = 'whsec_made_up_for_the_pages_of_the_bench';
  const database = await createFilledDatabase(server, events);
  const app = await ownDoor.start({ secret, databaseUrl: database.url });
  const { cookie } = await signInAs(database.url, 'admin', { secret });
  const end = async () => {
    await app.stop();
    await database.drop();
  };
  return { app, cookie, end };
}

/** Milliseconds until the last byte. */
async function ask({ app, cookie }: Side, page: string): Promise<number> {
  const before = performance.now();
  const response = await fetch(`http://127.0.0.1:${app.port}${page}`, { headers: { cookie }, redirect: 'manual' });
  await response.text();
  const ms = performance.now() - before;
  if (response.status !== 200) throw new Error(`${page} answered ${response.status}`);
  return ms;
}
