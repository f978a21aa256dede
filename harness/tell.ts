import type Stripe from 'stripe';
import { connections } from '@/lib/db/client';
import type { Order } from '@/lib/db/generated/client';
import { buildEvent } from '@/lib/dev/simulator/build';
import type { SimulatedType } from '@/lib/dev/simulator/event-factories';
import type { EventOf } from '@/lib/dev/simulator/events';
import { applyEvents } from './apply-events';
import { forAccount } from './store-event';

const START = Date.UTC(2026, 9, 1) / 1000;

/**
 * Tells the story of one payment to an account of its own: each `event` is one of the same ids, a minute after the one
 * before it, with changes to its object; `apply` stores and applies it.
 */
export function tellOnePayment(account: string, options: { set?: Record<string, unknown> } = {}) {
  let told = 0;
  const event = <T extends SimulatedType>(type: T, object: Record<string, unknown> = {}): Stripe.Event => {
    told += 1;
    const built = buildEvent(type, { seed: account, now: new Date(START * 1000), ...options }) as EventOf<T> & {
      data: { object: object };
    };
    const event = { ...built, id: `evt_${told}`, created: START + 60 * told };
    return {
      ...event,
      data: { ...event.data, object: { ...event.data.object, ...object } },
    } as unknown as Stripe.Event;
  };
  const apply = async (...events: Stripe.Event[]) => applyEvents(forAccount(events, account));
  const orders = (): Promise<Order[]> => connections().prisma.order.findMany({ where: { account } });
  /** The one order of the story. */
  const order = async (): Promise<Order> => {
    const [first, ...others] = await orders();
    if (!first || others.length > 0) throw new Error(`${account} has ${first ? others.length + 1 : 0} orders`);
    return first;
  };
  return { event, apply, order, orders };
}
