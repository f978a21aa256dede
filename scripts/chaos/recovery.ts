import { setTimeout as pause } from 'node:timers/promises';
import type { ChaosDatabase } from './database';
import type { Member } from './member';
import type { Sender } from './sender';
import type { Stories } from './stories';

/** What a fault cost, in milliseconds from its end on. Infinity: it was not over when the run gave up waiting. */
export type Recovery = {
  kind: string;
  /** Until every process is there again, each app has acknowledged a new event, and all of these are applied. */
  newEvents: number;
  /** Until everything is applied that was stored before the end of the fault, but for what waits for its next try. */
  workInHand: number;
};

const PATIENCE_MS = 150_000;
const LOOK_MS = 100;

type World = { database: ChaosDatabase; members: Member[]; sender: Sender; stories: Stories };

/** Measures how long it takes until new events go through every process again. */
export async function untilNewEvents({ database, members, sender, stories }: World): Promise<number> {
  const since = Date.now();
  if (!(await within(async () => members.every((member) => member.isUp())))) return Number.POSITIVE_INFINITY;
  const apps = members.filter(({ kind }) => kind === 'app');
  const probes = apps.map((app) => ({ app, event: stories.probe() }));
  await Promise.all(probes.map(({ app, event }) => sender.deliver(event, app)));
  const ids = probes.map(({ event }) => event.id);
  const applied = await within(async () => {
    const rows = await database.query(
      `select from hookwell.webhook_events where id = any($1) and processed_at is not null`,
      [ids],
    );
    return rows.length === ids.length;
  });
  return applied ? Date.now() - since : Number.POSITIVE_INFINITY;
}

/**
 * Measures how long what was stored before now keeps waiting. Events that failed once, or
 * wait for Stripe, do so on purpose: they don't count.
 */
export async function untilWorkInHand({ database }: Pick<World, 'database'>): Promise<number> {
  const since = new Date();
  const done = await within(async () => {
    const rows = await database.query(
      `select from hookwell.webhook_events e where status = 'pending' and received_at < $1 and not exists (
         select from hookwell_worker._private_jobs j where j.key = 'event:' || e.id and jsonb_exists(j.flags, 'stripe')
       ) limit 1`,
      [since],
    );
    return rows.length === 0;
  });
  return done ? Date.now() - since.getTime() : Number.POSITIVE_INFINITY;
}

/** Looks again and again; a look that fails, because the next fault is on, counts as no. False when it takes too long. */
export async function within(condition: () => Promise<boolean>, ms = PATIENCE_MS): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await pause(LOOK_MS)) {
    if (await condition().catch(() => false)) return true;
  }
  return false;
}
