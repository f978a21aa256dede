import type Stripe from 'stripe';
import { buildScenario } from '@/lib/dev/simulator/build';
import { printEvent, signPayload } from '@/lib/dev/simulator/deliver';
import { testSecret } from '../deliveries';
import { type FuzzCase, makeCase } from './fuzz-case';
import { type FuzzAnswer, newAgent, send } from './send';
import type { WatchedApp } from './watched-app';

export type FuzzOptions = { seed: string; count: number; connections: number; tell?: (line: string) => void };

export type Failure = { case: FuzzCase; answer: FuzzAnswer; why: string };

export type FuzzReport = {
  answers: Record<string, number>;
  /** The good events sent in between, all of them answered with 200. */
  good: Stripe.Event[];
  failures: Failure[];
  /** Heap after a collection, in bytes, at ten moments of the run. */
  heap: number[];
};

/** A good event between so many cases. */
const GOOD_EVERY = 25;

/** Why an answer is wrong; null when it is right. */
export function judgeAnswer({ mayPass }: FuzzCase, { status }: FuzzAnswer): string | null {
  if (status === 'no answer') return 'it got no answer';
  if (status === 'cut') return null;
  if (status >= 500) return `it was answered with ${status}`;
  if (status < 300 && !mayPass) return `it is not signed, and was answered with ${status}`;
  return null;
}

/** Sends `count` cases over several connections at once, and a good event now and then. Stops early when the app ends. */
export async function runFuzz(app: WatchedApp, options: FuzzOptions): Promise<FuzzReport> {
  const { seed, count, connections, tell = () => {} } = options;
  const report: FuzzReport = { answers: {}, good: [], failures: [], heap: [] };
  const agent = newAgent(connections);
  const good = goodEvents(seed);
  let next = 0;

  async function sendGood(event: Stripe.Event): Promise<void> {
    const payload = printEvent(event);
    const body = Buffer.from(payload);
    const headers: [string, string][] = [['stripe-signature', signPayload(payload, testSecret)]];
    const request = { kind: 'post', path: '/api/webhook', headers, body, chunked: false } as const;
    // A kept connection may have been closed by the case before; Stripe would try again too.
    let answer = await send(app.url, request, agent);
    if (answer.status === 'cut') answer = await send(app.url, request, agent);
    report.good.push(event);
    if (answer.status === 200) return;
    const what = { index: -1, what: 'a good event', changes: [], request, mayPass: true };
    report.failures.push({ case: what, answer, why: `a good event was answered with ${answer.status}` });
  }

  for (let part = 1; part <= 10 && report.failures.length === 0 && !app.ended(); part++) {
    const until = Math.ceil((count * part) / 10);
    await Promise.all(Array.from({ length: connections }, () => workUntil(until)));
    const heap = app.ended() ? null : await app.heap();
    if (heap !== null) report.heap.push(heap);
    tell(`${Math.min(next, count)} of ${count}  heap ${heap === null ? 'unknown' : `${(heap / 1e6).toFixed(0)} MB`}`);
  }
  agent.destroy();
  return report;

  async function workUntil(until: number): Promise<void> {
    while (next < until && !app.ended() && report.failures.length < 10) await one();
  }

  async function one(): Promise<void> {
    const index = next++;
    if (index % GOOD_EVERY === 0) await sendGood(good.next().value);
    const made = makeCase(seed, index, testSecret);
    const answer = await send(app.url, made.request, agent);
    report.answers[answer.status] = (report.answers[answer.status] ?? 0) + 1;
    const why = judgeAnswer(made, answer);
    if (why) report.failures.push({ case: made, answer, why });
  }
}

/** Purchases, event by event, without an end. */
function* goodEvents(seed: string): Generator<Stripe.Event, never> {
  for (let i = 0; ; i++) yield* buildScenario('purchase', { seed: `good ${seed} ${i}` });
}

/** Tries to leave out one change after another while the case still fails. */
export async function shrink(app: WatchedApp, seed: string, failure: Failure): Promise<Failure> {
  const { index, changes } = failure.case;
  const without = new Set<string>();
  let smallest = failure;
  for (const change of index < 0 ? [] : changes) {
    if (app.ended()) break;
    const made = makeCase(seed, index, testSecret, new Set([...without, change]));
    const agent = newAgent(1);
    const answer = await send(app.url, made.request, agent);
    agent.destroy();
    const why = judgeAnswer(made, answer);
    if (!why) continue;
    without.add(change);
    smallest = { case: { ...made, changes: changes.filter((name) => !without.has(name)) }, answer, why };
  }
  return smallest;
}

/** Whether the heap stands where it stood after warming up, but for what noise there is. */
export function heapGrew(heap: number[], allowance = 24_000_000): boolean {
  if (heap.length < 8) return false;
  return Math.min(...heap.slice(-3)) > Math.max(...heap.slice(1, 4)) + allowance;
}

/** A failure as a person can work with it: what it was, what is left of it, and how to see it again. */
export function describeFailure(seed: string, { case: made, answer, why }: Failure): string {
  const { request } = made;
  const bytes = request.kind === 'raw' ? Buffer.concat(request.pieces) : request.body;
  return [
    `Case ${made.index} (${made.what}): ${why}`,
    ...made.changes.map((name) => `  ${name}`),
    ...(request.kind === 'raw'
      ? []
      : [
          `  POST ${request.path}${request.chunked ? ', chunked' : ''}`,
          ...request.headers.map(([k, v]) => `  ${k}: ${v.slice(0, 300)}`),
        ]),
    `  ${bytes.length} bytes: ${JSON.stringify(bytes.toString('latin1').slice(0, 1_500))}`,
    `  answer: ${answer.status} ${JSON.stringify(answer.text.slice(0, 500))}`,
    ...(made.index < 0 ? [] : [`  again: npm run fuzz -- --seed ${seed} --case ${made.index}`]),
  ].join('\n');
}
