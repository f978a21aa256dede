import { setTimeout as pause } from 'node:timers/promises';
import { migrateDatabase } from '../../lib/db/migrate';
import { Random } from '../../lib/dev/simulator/random';
import { nameOwnDatabase } from '../support/open-database';
import { type Comparison, compareWithInOrder } from './compare';
import { startDatabase } from './database';
import { SWITCHES_SQL } from './database-faults';
import { describeStuck } from './describe-stuck';
import { type ChaosWorld, FAULTS, faultsInTurn } from './faults';
import { makeLoops } from './loops';
import { startMail } from './mail';
import type { Member } from './member';
import type { ChaosOptions } from './options';
import { makeEnv, startProcesses } from './processes';
import { type Recovery, untilNewEvents, untilWorkInHand } from './recovery';
import { type Sender, type SentEvents, startSender } from './sender';
import { type Stories, tellStories } from './stories';
import { startStripeApi } from './stripe-api';
import { type ChaosTally, takeTally, untilQuiet } from './tally';

/** Everything that a run found out. */
export type ChaosResult = {
  seconds: number;
  stories: number;
  sent: SentEvents;
  recoveries: Recovery[];
  quiet: boolean;
  tally: ChaosTally;
  comparison: Comparison;
  /** Ends of processes that nobody asked for. */
  crashes: string[];
};

type Say = (line: string) => void;
type Run = Pick<ChaosWorld, 'database' | 'members'> & {
  options: ChaosOptions;
  sender: Sender;
  stories: Stories;
  say: Say;
};

/** More than this on the way or waiting: fewer buyers come. That a machine is too small is not what is tried here. */
const MOST_ON_THE_WAY = 100;
const MOST_WAITING = 60;

/**
 * Runs the production build in several processes on a database of its own, breaks what can break while events come in,
 * waits until all is quiet, and counts. Nothing is left behind. The seed decides what is sent and what breaks, the
 * machine decides when.
 */
export async function runChaos(options: ChaosOptions, say: Say): Promise<ChaosResult> {
  const database = await startDatabase();
  say(nameOwnDatabase(database.url));
  say(`seed ${options.seed}`);
  const mail = await startMail();
  const stripe = await startStripeApi();
  const loops = makeLoops();
  const env = { ...makeEnv(mail.url, stripe.url), ...loops.env };
  const members: Member[] = [];
  const abandon = () => {
    for (const member of members) member.abandon();
    database.abandon();
  };
  process.once('exit', abandon);
  try {
    await migrateDatabase(database.url);
    await database.query(SWITCHES_SQL);
    members.push(...(await startProcesses(options, database, env)));
    return await putToTheTest(options, { database, mail, stripe, loops, members, env, say });
  } finally {
    for (const member of members) await member.end();
    for (const { network } of members) network.close();
    await mail.kill();
    stripe.close();
    loops.close();
    await database.close();
    process.off('exit', abandon);
  }
}

type Stage = Omit<ChaosWorld, 'random' | 'later' | 'meanwhile' | 'sender' | 'stories'> & {
  env: Record<string, string>;
  say: Say;
};

async function putToTheTest(options: ChaosOptions, { env, say, ...parts }: Stage): Promise<ChaosResult> {
  const { seed, reorder } = options;
  const { database, mail, stripe, members } = parts;
  const randomFor = (what: string) => new Random(`${seed} ${what}`);
  const stories = tellStories(seed, randomFor('stories'), { reorder, learn: stripe.learn });
  const sender = startSender({
    apps: members.filter(({ kind }) => kind === 'app'),
    secret: env.STRIPE_WEBHOOK_SECRET as string,
    random: randomFor('sender'),
    duplicates: options.duplicates,
  });
  const clearing: Promise<void>[] = [];
  const random = randomFor('faults');
  const world: Omit<ChaosWorld, 'meanwhile'> = {
    random,
    ...parts,
    sender,
    stories,
    later: (work) => void clearing.push(work),
  };

  await Promise.all(stories.openings().map((event) => sender.deliver(event)));
  const started = Date.now();
  const end = started + options.minutes * 60_000;
  const sending = sendUntil(end, options.rate, { database, sender, stories });
  const recoveries = await breakUntil(end, world, { options, database, members, sender, stories, say });
  await sending;
  say('No more faults: the stories are told to their end …');
  for (const event of stories.rest()) sender.send(event);
  await sender.finish();
  const seconds = (Date.now() - started) / 1000;
  const quiet = await untilQuiet(database);
  if (!quiet) say(await describeStuck(database, members));
  say('Quiet. The same events are applied in order, to compare …');
  await Promise.all(clearing);
  const tally = await takeTally(database, sender.sent, mail, members);
  const crashes = members.flatMap((member) => member.crashes);
  const comparison = await compareWithInOrder(database, stories.told, env);
  return { seconds, stories: stories.told.length, sent: sender.sent, recoveries, quiet, tally, comparison, crashes };
}

async function sendUntil(
  end: number,
  rate: number,
  { database, sender, stories }: Pick<Run, 'database' | 'sender' | 'stories'>,
): Promise<void> {
  let waiting = 0;
  const looking = setInterval(() => {
    database.query<{ n: number }>(WAITING_EVENTS_SQL).then(
      ([row]) => {
        waiting = row?.n ?? 0;
      },
      // PostgreSQL is away, or full: what was seen last counts.
      () => {},
    );
  }, 500);
  for (let due = Date.now(); Date.now() < end; due += 1_000 / rate) {
    await pause(Math.max(0, due - Date.now()));
    if (sender.onTheWay() < MOST_ON_THE_WAY && waiting < MOST_WAITING) sender.send(stories.next());
  }
  clearInterval(looking);
}

const WAITING_EVENTS_SQL = `select count(*)::int as n from hookwell.webhook_events where status = 'pending'`;

async function breakUntil(end: number, world: Omit<ChaosWorld, 'meanwhile'>, run: Run): Promise<Recovery[]> {
  const { random } = world;
  const recoveries: Promise<Recovery>[] = [];
  const meanwhile = async (name: string) => {
    const newEvents = await untilNewEvents(run);
    run.say(`${name}: new events after ${(newEvents / 1000).toFixed(1)} s`);
    recoveries.push(Promise.resolve({ kind: name, newEvents, workInHand: 0 }));
  };
  for (const kind of faultsInTurn(random, run.options.only)) {
    await pause(random.int(300, 2_000));
    if (Date.now() >= end) break;
    await FAULTS[kind]?.({ ...world, meanwhile });
    const workInHand = untilWorkInHand(run);
    const newEvents = await untilNewEvents(run);
    run.say(`${kind}: new events after ${(newEvents / 1000).toFixed(1)} s`);
    recoveries.push(workInHand.then((ms) => ({ kind, newEvents, workInHand: ms })));
    if (newEvents === Number.POSITIVE_INFINITY) {
      run.say(await describeStuck(run.database, run.members));
      break;
    }
  }
  return Promise.all(recoveries);
}
