import { setTimeout as pause } from 'node:timers/promises';
import type Stripe from 'stripe';
import { postEvent, printEvent, signPayload } from '../../lib/dev/simulator/deliver';
import type { Random } from '../../lib/dev/simulator/random';
import type { Member } from './member';

/** What Stripe would know at the end. `answers`: how often each status, or each way to reach nobody. */
export type SentEvents = {
  events: Set<string>;
  deliveries: number;
  acknowledged: Map<string, number>;
  answers: Map<string, number>;
};

type Options = { apps: Member[]; secret: string; random: Random; duplicates: number };

/** Stripe waits hours between its tries, and gives up after three days; a run has minutes. */
const FIRST_WAIT_MS = 150;
const LONGEST_WAIT_MS = 2_000;
const LATE_DUPLICATE_MS = 6_000;

/** Delivers as Stripe does: signed anew each time, again until a 2xx, and now and then what was acknowledged already. */
export function startSender({ apps, secret, random, duplicates }: Options) {
  const sent: SentEvents = { events: new Set(), deliveries: 0, acknowledged: new Map(), answers: new Map() };
  const under = new Set<Promise<void>>();
  let stopped = false;

  async function post(event: Stripe.Event, app: Member): Promise<boolean> {
    const payload = printEvent(event);
    sent.events.add(event.id);
    sent.deliveries += 1;
    const answer = await postEvent({
      url: `${app.url}/api/webhook`,
      payload,
      header: signPayload(payload, secret),
    }).then(
      ({ status }) => String(status),
      () => 'no answer',
    );
    sent.answers.set(answer, (sent.answers.get(answer) ?? 0) + 1);
    const good = /^2\d\d$/.test(answer);
    if (good) sent.acknowledged.set(event.id, (sent.acknowledged.get(event.id) ?? 0) + 1);
    return good;
  }

  /** Tries until it is acknowledged, each time by any of the apps, or by `only` one. */
  async function deliver(event: Stripe.Event, only?: Member): Promise<void> {
    for (let wait = FIRST_WAIT_MS; !stopped; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      if (await post(event, only ?? random.pick(apps))) return;
      await pause(only ? FIRST_WAIT_MS : wait * (0.5 + random.next() / 2));
    }
  }

  async function deliverOften(event: Stripe.Event): Promise<void> {
    const twice = random.next() < duplicates;
    const later = random.next() < duplicates;
    await Promise.all([deliver(event), ...(twice ? [deliver(event)] : [])]);
    if (!later) return;
    await pause(random.int(0, LATE_DUPLICATE_MS));
    await deliver(event);
  }

  return {
    sent,
    deliver,
    /** Sends one on its way, and does not wait for it. */
    send(event: Stripe.Event): void {
      const work: Promise<void> = deliverOften(event).finally(() => under.delete(work));
      under.add(work);
    },
    onTheWay: () => under.size,
    /** Waits until everything is acknowledged. */
    async finish(): Promise<void> {
      while (under.size > 0) await Promise.all(under);
    },
    stop(): void {
      stopped = true;
    },
  };
}

export type Sender = ReturnType<typeof startSender>;
