import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Connections, connect } from '@/lib/db/client';
import { buildScenario } from '@/lib/dev/simulator/build';
import { type App, startApp } from '../../harness/app';
import { deliver } from '../../harness/deliveries';
import { queryOnce } from '../../harness/embedded';
import { settled } from '../../harness/inbox';
import { useProcesses } from '../../harness/own-processes';

/** A plan as small hosts sell it: a role that owns its database, and 8 connections in all. */
const name = `plan_${randomBytes(4).toString('hex')}`;
const processes = useProcesses();
let url: string;
let admin: Connections;

beforeAll(async () => {
  const { adminUrl } = inject('testServer');
  await queryOnce(adminUrl, `create role ${name} login password 'pw' connection limit 8`);
  await queryOnce(adminUrl, `create database ${name} owner ${name} template template0`);
  const limited = new URL(adminUrl);
  limited.pathname = `/${name}`;
  admin = connect(limited.href, { max: 2, name: 'test' });
  Object.assign(limited, { username: name, password: 'pw' });
  url = limited.href;
});
afterAll(async () => {
  await admin.close();
  const { adminUrl } = inject('testServer');
  await queryOnce(adminUrl, `drop database ${name} with (force)`);
  await queryOnce(adminUrl, `drop role ${name}`);
});

/** Delivers all events of so many purchases, 60 at a time, and asks for the health in between; returns each status once. */
async function load(app: App, purchases: number): Promise<Set<number>> {
  const events = Array.from({ length: purchases }, () => buildScenario('purchase')).flat();
  const statuses = new Set<number>();
  const send = async (): Promise<void> => {
    for (let event = events.pop(); event; event = events.pop()) {
      statuses.add((await deliver(app.url, event)).status);
      if (events.length % 20 === 0) statuses.add((await fetch(`${app.url}/api/health`)).status);
    }
  };
  await Promise.all(Array.from({ length: 60 }, send));
  return statuses;
}

const ok = new Set([200]);

describe('a plan of 8 connections', { timeout: 180_000 }, () => {
  it('serves the app with its worker under load, and the next version starting beside it', async () => {
    const app = processes.keep(await startApp(url, { FULFILL_LINK_WAIT_SECONDS: '0' }));
    expect(app.output()).toContain(
      'The database allows 8 connections: app and worker together open up to 6, and apply 1 at a time',
    );
    expect(await load(app, 20)).toEqual(ok);
    const busy = load(app, 20);
    const next = processes.keep(await startApp(url, { FULFILL_LINK_WAIT_SECONDS: '0' }));
    expect(await busy).toEqual(ok);
    expect(await app.end()).toBe(0);
    expect(await load(next, 10)).toEqual(ok);
    await settled(admin.prisma, 60_000);
    expect(await admin.prisma.order.count({ where: { status: 'paid', fulfilledAt: { not: null } } })).toBe(50);
    expect(await next.end()).toBe(0);
  });

  it('serves an app and a worker apart', async () => {
    const before = await admin.prisma.order.count();
    const app = processes.keep(await startApp(url, { WORKER: 'external', FULFILL_LINK_WAIT_SECONDS: '0' }));
    const worker = await processes.startWorker(url, { FULFILL_LINK_WAIT_SECONDS: '0' });
    expect(worker.output()).toContain('this process opens up to 4, and applies 1 at a time');
    expect(await load(app, 20)).toEqual(ok);
    await settled(admin.prisma, 60_000);
    expect(await admin.prisma.order.count()).toBe(before + 20);
  });
});
