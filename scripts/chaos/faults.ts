import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../../lib/dev/simulator/random';
import { KnownError } from '../../lib/kit/known-error';
import type { ChaosDatabase } from './database';
import { fillConnections, hangInHandlers, holdTableFor, throwInHandlers } from './database-faults';
import type { Loops } from './loops';
import type { ChaosMail } from './mail';
import type { Member } from './member';
import type { Sender } from './sender';
import type { Stories } from './stories';
import type { StripeApi } from './stripe-api';

/** All that can be broken. `later` takes what has to be cleared away at the end. */
export type ChaosWorld = {
  random: Random;
  database: ChaosDatabase;
  members: Member[];
  mail: ChaosMail;
  stripe: StripeApi;
  sender: Sender;
  stories: Stories;
  loops: Loops;
  later(work: Promise<void>): void;
  /** Takes the time that new events need while the fault is on, under a name of its own. */
  meanwhile(name: string): Promise<void>;
};

/** Breaks something, and resolves when the breaking is over: from then on everything has to come back by itself. */
type Fault = (world: ChaosWorld) => Promise<void>;

/** A machine without power is noticed by TCP's keepalive; until then the server's side of its connections stays open. */
const KEEPALIVE_MS = 45_000;

const someone = ({ random, members }: ChaosWorld, fits: (member: Member) => boolean): Member =>
  random.pick(members.filter(fits));

const downtime = (random: Random): number => random.int(100, 1_500);

function restart(mode: 'fast' | 'immediate'): Fault {
  return async ({ database, random }) => {
    await database.stop(mode);
    await pause(random.int(0, 2_500));
    await database.start();
  };
}

/** Lets the mail server be so for a while. */
function mailIs(mood: 'slow' | 'breaks'): Fault {
  return async ({ mail, random }) => {
    mail.setMood(mood);
    await pause(random.int(2_000, 5_000));
    mail.setMood('well');
  };
}

export const FAULTS: Record<string, Fault> = {
  'app killed': async (world) => someone(world, ({ kind }) => kind === 'app').kill(downtime(world.random)),
  'worker killed': async (world) => someone(world, ({ works }) => works).kill(downtime(world.random)),
  'every process killed': async ({ members, random }) => {
    await Promise.all(members.map((member) => member.kill(downtime(random))));
  },
  'machine of a worker lost': async (world) => {
    const member = someone(world, ({ kind }) => kind === 'worker');
    const forget = member.network.loseMachine();
    await member.kill(downtime(world.random));
    world.later(pause(KEEPALIVE_MS).then(forget));
  },
  'PostgreSQL stopped (fast)': restart('fast'),
  'PostgreSQL stopped (immediate)': restart('immediate'),
  'worker killed while PostgreSQL restarts': async (world) => {
    await Promise.all([FAULTS['worker killed']?.(world), restart('immediate')(world)]);
  },
  'connections cut': async ({ members, random }) => {
    for (let i = random.int(1, 5); i > 0; i--) {
      for (const { network } of members) network.cut(() => random.next() < 0.5);
      await pause(random.int(50, 500));
    }
  },
  'connections ended by the server': async ({ database }) => {
    await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name in ('hookwell-app', 'hookwell-worker')`,
    );
  },
  'network silent': async ({ members, random }) => {
    const silent = members.filter(() => random.next() < 0.5).map(({ network }) => network.silence());
    await pause(random.int(2_000, 8_000));
    for (const end of silent) end();
  },
  'connections used up': async ({ database, random }) => fillConnections(database.url, random.int(2_000, 5_000)),
  'events table locked': async ({ database, random }) =>
    holdTableFor(database.url, 'webhook_events', random.int(2_000, 6_000)),
  'orders table locked': async ({ database, random }) => holdTableFor(database.url, 'orders', random.int(2_000, 6_000)),
  'handlers throw': async ({ database, random }) => throwInHandlers(database, random.int(2_000, 5_000)),
  'a handler hangs': async ({ database, random }) => hangInHandlers(database, random.int(2_000, 5_000)),
  // It is over when its process is: what it costs counts from its begin.
  'a handler loops': async ({ loops, members, sender, stories, later }) => {
    // One at a time: the last one's process may still be on its way out.
    if (loops.isOn()) return;
    const event = stories.probe();
    loops.start(event.id);
    later(loops.endAfterDeath(members));
    await sender.deliver(event);
  },
  'Stripe’s API fails': async ({ stripe, random }) => {
    stripe.setFails(true);
    await pause(random.int(2_000, 5_000));
    stripe.setFails(false);
  },
  // Long enough for breakers to open, and for a probe that has no answer either.
  'Stripe is silent': async ({ stripe, random, meanwhile }) => {
    stripe.setSilent(true);
    await pause(random.int(2_000, 15_000));
    await meanwhile('… while Stripe is silent');
    await pause(random.int(10_000, 20_000));
    stripe.setSilent(false);
  },
  'mail server slow': mailIs('slow'),
  'mail server breaks off': mailIs('breaks'),
  'mail server gone': async ({ mail, random }) => {
    await mail.kill();
    await pause(random.int(2_000, 5_000));
    await mail.open();
  },
};

/** Kinds of faults without end: each once, in an order by chance, and again; or `only` the one. */
export function* faultsInTurn(random: Random, only?: string): Generator<string, never> {
  if (only !== undefined && !(only in FAULTS))
    throw new KnownError(`There is no fault "${only}". There are: ${Object.keys(FAULTS).join(', ')}`);
  for (;;) yield* only === undefined ? random.shuffle(Object.keys(FAULTS)) : [only];
}
