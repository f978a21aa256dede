import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../harness/free-port';
import { startNode, type TestProcess } from '../harness/processes';
import { commandFile } from '../scripts/support/run-node';

/** Where a contestant listens, and how to end it. */
export type Running = { port: number; path: string; stop(): Promise<void> };

/** What every contestant is started with. Each has a database of its own on the same server. */
type Setting = { secret: string; databaseUrl: string };

export type Contestant = {
  name: string;
  /** Whether each 200 must have left an event and a job in our tables. */
  ours: boolean;
  start(setting: Setting): Promise<Running>;
};

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ourEnv = ({ secret, databaseUrl }: Setting) => ({
  DATABASE_URL: databaseUrl,
  STRIPE_WEBHOOK_SECRET: `bench:${secret}:test`,
  WORKER: 'external',
  LOG_LEVEL: 'warn',
  AUTH_SECRET: secret,
});

/** Hookwell under `npm start`: deliveries straight from node:http. */
export const ownDoor: Contestant = {
  name: 'Hookwell, own server',
  ours: true,
  start: (setting) => startOwnServer(setting),
};

/** The same, with arguments for Node itself, and with what the process prints. */
export async function startOwnServer(
  setting: Setting,
  nodeArguments: string[] = [],
): Promise<Running & { process: TestProcess }> {
  const port = await freePort();
  const app = startNode([...nodeArguments, '--import', 'tsx', 'scripts/start.ts'], {
    ...ourEnv(setting),
    PORT: String(port),
  });
  await Promise.race([
    answered(`http://127.0.0.1:${port}/api/health`),
    app.exited.then(() => Promise.reject(new Error(`npm start ended early:\n${app.output()}`))),
  ]);
  return { port, path: '/api/webhook', process: app, stop: async () => void (await app.end()) };
}

/** Asks until the app answers: at this log level it does not say that it is ready. */
async function answered(url: string): Promise<void> {
  for (;;) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await setTimeout(50);
  }
}

/** Hookwell's route handler under `next start`, as on a platform that runs Next itself. */
export const routeDoor: Contestant = {
  name: 'Hookwell, Next route',
  ours: true,
  start: (setting) => startNext('.', ourEnv(setting)),
};

export const bareRoute: Contestant = {
  name: 'bare Next route (reads the text, answers 200)',
  ours: false,
  start: () => startNext(here('bare-next'), {}),
};

async function startNext(dir: string, env: Record<string, string>): Promise<Running> {
  const port = await freePort();
  const next = startNode([commandFile('next'), 'start', dir, '--port', String(port), '--hostname', '127.0.0.1'], {
    ...env,
    NODE_ENV: 'production',
  });
  await next.printed(/Ready in/);
  return { port, path: '/api/webhook', stop: async () => void (await next.end()) };
}

const peer = (name: string, file: string, path: string): Contestant => ({
  name,
  ours: false,
  async start({ secret, databaseUrl }) {
    const process = startNode([here(`peers/${file}`)], {
      BENCH_SECRET: secret,
      DATABASE_URL: databaseUrl,
      NODE_ENV: 'production',
    });
    const [, port] = await process.printed(/listening on (\d+)/);
    return { port: Number(port), path, stop: async () => void (await process.end()) };
  },
});

export const expressSample = peer('Express sample (verifies, stores nothing)', 'express-sample.mjs', '/webhook');
export const syncEngine = peer('stripe-sync-engine on Fastify (verifies, upserts)', 'sync-engine.mjs', '/webhooks');
export const plainInsert = peer('node:http: verify and one plain insert', 'plain-insert.mjs', '/');
export const nothing = peer('node:http that only answers', 'nothing.mjs', '/');
