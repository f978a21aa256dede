import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeFailure, heapGrew, runFuzz, shrink } from '../../harness/fuzz/run-fuzz';
import { faultsOfGood, settleGood } from '../../harness/fuzz/settle';
import { startWatchedApp, type WatchedApp } from '../../harness/fuzz/watched-app';
import { useInbox } from '../../harness/inbox';

const inbox = useInbox();
const seed = process.env.FUZZ_SEED ?? randomBytes(4).toString('hex');
let app: WatchedApp;

beforeAll(async () => {
  app = await startWatchedApp(inbox.url());
});
afterAll(() => app.end());

it(`survives 5,000 strange requests, seed ${seed}: no 5xx, nothing uncaught, flat heap, every good event done once`, {
  timeout: 900_000,
}, async () => {
  console.log(`Again with: npm run fuzz -- --count 5000 --seed ${seed}`);
  const report = await runFuzz(app, { seed, count: 5_000, connections: 16 });
  const [first] = report.failures;
  if (first) expect.fail(describeFailure(seed, await shrink(app, seed, first)));
  expect(app.uncaught()).toEqual([]);
  expect(app.ended(), app.output().slice(-2_000)).toBe(false);
  expect(report.good).toHaveLength(200);
  expect(faultsOfGood(report.good, await settleGood(inbox.url(), report.good))).toEqual([]);
  const orders = await inbox.prisma().effect.findMany({ where: { eventId: { in: report.good.map(({ id }) => id) } } });
  expect(orders.every(({ attempts }) => attempts <= 1)).toBe(true);
  expect(heapGrew(report.heap), report.heap.join(', ')).toBe(false);
});
