import type Stripe from 'stripe';
import { startScript } from '../harness/processes';
import { startSilentStripe } from '../harness/silent-stripe';
import { cloneTemplate } from '../harness/test-server';
import { until } from '../harness/until';
import { type Connections, connect } from '../lib/db/client';
import { buildEvent } from '../lib/dev/simulator/build';
import { recordEvents } from '../lib/inbox/store/record-events';
import { type Bench, type BenchSetting, type Comparison, compare } from './comparison';
import { asRecord } from './worker/purchases';

/** Of each round: events that need nothing of Stripe, and those that have to ask it which invoice they pay. */
const PLAIN = 1_000;
const ASKING = 200;

/**
 * Events a second that need nothing of Stripe, in two workers with a Stripe that takes requests and does not answer: one
 * has events that have to ask it beside them, the other has none. First such as come at the same time, and before them;
 * then only those that wait already.
 */
export const silenceBench: Bench = { name: 'silence', needs: [], run: compareSilence };

async function compareSilence({ server, rounds, tell }: BenchSetting): Promise<Comparison[]> {
  const stripe = await startSilentStripe();
  const sides = await Promise.all([startSide(server, stripe.url), startSide(server, stripe.url)]);
  const [beside, alone] = sides;
  try {
    const compareRounds = async (name: string, how: string, asking: number): Promise<Comparison> => {
      const values: [number[], number[]] = [[], []];
      for (let round = -1; round < rounds; round++) {
        const measured = [await beside.measure(asking), await alone.measure(0)] as const;
        tell(`${name} ${round < 0 ? 'warm-up' : `round ${round + 1}`}: ${measured.map(Math.round).join('/s, ')}/s`);
        if (round < 0) continue;
        values[0].push(measured[0]);
        values[1].push(measured[1]);
      }
      const contestants: [string, string] = ['beside events that wait for a silent Stripe', 'without them'];
      return compare({ name, how, unit: 'events/s', contestants, wanted: { atLeast: 0.8 } }, values);
    };
    const arriving = await compareRounds('silence', `${PLAIN} events, behind ${ASKING} that ask`, ASKING);
    const waiting = await beside.waiting();
    return [arriving, await compareRounds('silence-waiting', `${PLAIN} events, while ${waiting} wait`, 0)];
  } finally {
    for (const side of sides) await side.end();
    stripe.stop();
  }
}

async function startSide(server: BenchSetting['server'], stripeUrl: string) {
  const database = await cloneTemplate(server);
  const connections = connect(database.url, { max: 4, name: 'bench' });
  const worker = startScript('scripts/worker.ts', [], {
    DATABASE_URL: database.url,
    LOG_LEVEL: 'info',
    STRIPE_SECRET_KEY: 'sk_test_silence',
    STRIPE_API_BASE_URL: stripeUrl,
  });
  await worker.printed(/is ready/);
  return {
    measure: (asking: number) => measure(connections, asking),
    async waiting(): Promise<number> {
      return connections.prisma.webhookEvent.count({ where: { status: { in: ['pending', 'retrying'] } } });
    },
    async end(): Promise<void> {
      await worker.end();
      await connections.close();
      await database.drop();
    },
  };
}

/** Events a second, from the commit of all to the last one applied of those that ask nothing. */
async function measure({ pool, prisma }: Connections, asking: number): Promise<number> {
  const plain = Array.from({ length: PLAIN }, () => buildEvent('payment_method.attached'));
  const needy = Array.from({ length: asking }, () => buildEvent('payment_intent.succeeded', { answers: false }));
  const client = await pool.connect();
  let start: number;
  try {
    await client.query('begin');
    for (const events of [needy, plain]) if (events.length > 0) await recordEvents(client, events.map(asRecord));
    start = Date.now();
    await client.query('commit');
  } finally {
    client.release();
  }
  const wanted = { id: { in: plain.map(({ id }: Stripe.Event) => id) }, status: 'processed' } as const;
  await until(async () => (await prisma.webhookEvent.count({ where: wanted })) === PLAIN, 'the events', 120_000);
  const { _max } = await prisma.webhookEvent.aggregate({ where: wanted, _max: { processedAt: true } });
  return PLAIN / ((Number(_max.processedAt) - start) / 1_000);
}
