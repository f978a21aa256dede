import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startWorker, type Worker } from '@/lib/worker/start-worker';
import { finalRows } from '../../../harness/final-rows';
import { settled, useInbox } from '../../../harness/inbox';
import { expectNoFindings } from '../../../harness/invariants';
import { forAccount, storeEvents } from '../../../harness/store-event';
import { arrivals } from '../../property/lives';

const PURCHASES = 100;
// What was refunded before it is fulfilled is not fulfilled: which it is depends on the order of arrival.
const inbox = useInbox({ FULFILL_REFUNDED: 'always' });
let workers: Worker[];

beforeAll(() => {
  workers = [1, 2].map(() => startWorker({ url: inbox.url(), mode: 'process', concurrency: 4 }));
});
afterAll(() => Promise.all(workers.map((worker) => worker.stop())));

/** What Stripe would have answered when it was asked which invoice a payment pays (lib/payments/billing/find-invoice.ts). */
async function keepAnswers(events: Stripe.Event[], account: string): Promise<void> {
  for (const event of events) {
    if (event.type !== 'invoice_payment.paid') continue;
    const { invoice, payment } = event.data.object;
    await inbox.prisma().$executeRaw`
      insert into hookwell.fetched_links (account, livemode, payment_intent_id, answer)
      values (${account}, false, ${String(payment.payment_intent)}, ${JSON.stringify([{ invoice: String(invoice) }])}::jsonb)
      on conflict do nothing`;
  }
}

/** A dispute that is over when its mail would go out needs no answer any more: this effect depends on the time. */
function withoutDisputeMail(text: string): string {
  const rows = JSON.parse(text) as { effects: { kind: string }[] };
  return JSON.stringify({ ...rows, effects: rows.effects.filter(({ kind }) => kind !== 'dispute_mail') }, null, 1);
}

it(`${PURCHASES} purchases in any order through two workers end in the rows of the in-order run, effects once`, async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e9);
  const samples = fc.sample(arrivals, { numRuns: PURCHASES, seed });
  const prisma = inbox.prisma();
  const inOrder = (index: number) => `acct_inorder${index}`;
  const anyOrder = (index: number) => `acct_anyorder${index}`;

  for (const [index, { events }] of samples.entries())
    for (const account of [inOrder(index), anyOrder(index)]) await keepAnswers(events, account);

  // In order means one after the other; a purchase at a time would take minutes, so all purchases advance by one event.
  const longest = Math.max(...samples.map(({ events }) => events.length));
  for (let step = 0; step < longest; step++) {
    await storeEvents(samples.flatMap(({ events }, i) => forAccount(events.slice(step, step + 1), inOrder(i))));
    await settled(prisma, 200_000);
  }
  // Any order: everything at once, shuffled, with its repetitions.
  const arrived = samples.flatMap(({ arrived }, i) => forAccount(arrived, anyOrder(i)));
  await storeEvents(arrived as Stripe.Event[]);
  await settled(prisma, 200_000);

  for (const [index, { names, seed: story }] of samples.entries()) {
    const [expected, actual] = await Promise.all([
      finalRows(prisma, inOrder(index)),
      finalRows(prisma, anyOrder(index)),
    ]);
    expect(withoutDisputeMail(actual.text), `SEED=${seed}: ${names.join(' + ')} of ${story}`).toBe(
      withoutDisputeMail(expected.text),
    );
  }
  const failed = await prisma.webhookEvent.findMany({
    where: { status: { in: ['failed', 'retrying'] } },
    select: { lastError: true },
  });
  expect(failed, `SEED=${seed}`).toEqual([]);
  const effects = await prisma.effect.findMany({ where: { status: { not: 'skipped' } } });
  expect(
    effects.filter(({ status, attempts }) => status !== 'done' || attempts !== 1),
    `SEED=${seed}`,
  ).toEqual([]);
  const paid = await prisma.order.findMany({
    where: { paidAt: { not: null } },
    include: { effects: { where: { kind: 'fulfil', status: 'done' } } },
  });
  expect(paid.filter((order) => order.effects.length !== 1).length, `SEED=${seed}`).toBe(0);
  await expectNoFindings(prisma);
}, 300_000);
