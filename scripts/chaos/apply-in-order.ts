/**
 * `apply-in-order.ts <file>`: applies the stories of a chaos run once more, in order, each once, with nothing going
 * wrong, to the empty database of DATABASE_URL, and compares its rows with those of the run. A process of its own, so
 * that no setting of the developer's counts. Prints the differences and what breaks a rule about the money, as JSON.
 */
import { readFile } from 'node:fs/promises';
import { finalRows } from '../../harness/final-rows';
import { storeEvents } from '../../harness/store-event';
import { closeConnections, connect, connections } from '../../lib/db/client';
import { checkMoney } from '../../lib/upkeep/invariants/check-money';
import { processEvent } from '../../lib/worker/process-event';
import type { Comparison } from './compare';
import { eventsOfStory, type StoryNote } from './stories';

const LANES = 4;

type Task = { actualUrl: string; stories: StoryNote[] };

const { actualUrl, stories } = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as Task;
const expected = connections().prisma;
const actual = connect(actualUrl, { max: LANES, name: 'chaos' });
const accounts = [...new Set(stories.map(({ account }) => account))];
const differences: Comparison['differences'] = [];

async function applyAccount(account: string): Promise<void> {
  for (const story of stories.filter((each) => each.account === account)) {
    const events = eventsOfStory(story);
    await storeEvents(events);
    for (const { id } of events) await processEvent(expected, id, { attempt: 1, last: true, workerId: null });
  }
}

async function lane(todo: string[]): Promise<void> {
  for (let account = todo.pop(); account !== undefined; account = todo.pop()) await applyAccount(account);
}

/** The first lines in which two texts differ. */
function firstDifference(one: string, other: string): Omit<Comparison['differences'][number], 'account'> {
  const [a, b] = [one.split('\n'), other.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  return { expected: a.slice(at, at + 3).join('\n'), actual: b.slice(at, at + 3).join('\n') };
}

const todo = [...accounts];
await Promise.all(Array.from({ length: LANES }, () => lane(todo)));
// What the effects do outside is not done a second time; that each is asked for just once is what counts.
await expected.$executeRaw`update hookwell.effects set status = 'done' where status = 'pending'`;
await expected.$executeRaw`
  update hookwell.orders o set fulfilled_at = now()
  where exists (select from hookwell.effects e where e.order_id = o.id and e.kind = 'fulfil' and e.status = 'done')`;
for (const account of accounts) {
  const [right, real] = [await finalRows(expected, account), await finalRows(actual.prisma, account)];
  if (right.text !== real.text) differences.push({ account, ...firstDifference(right.text, real.text) });
}
const findings = (await checkMoney(actual.prisma)).map(({ rule, message }) => `${rule}: ${message}`);
const comparison: Comparison = { accounts: accounts.length, differences, findings };
await actual.close();
await closeConnections();
console.log(`comparison ${JSON.stringify(comparison)}`);
