import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { getEvent } from '@/lib/dashboard/events/queries';
import { connections } from '@/lib/db/client';
import type { PrismaClient } from '@/lib/db/generated/client';
import { printEvent } from '@/lib/dev/simulator/deliver';
import { getEventBody } from '@/lib/inbox/store/get-event-body';
import { recordEvents } from '@/lib/inbox/store/record-events';
import { extractObjectIds } from '@/lib/stripe/extract-object-ids';

/** What the simulator says of a payment is believed of its own events only: those come as what they are. */
const sourceOf = (event: Stripe.Event) => ('simulated' in event ? 'simulator' : 'webhook');

/** Stores events as the door or a sweep does, without a signature: for tests of what happens behind the door. */
export async function storeEvents(
  events: Stripe.Event[],
  wanted?: 'webhook' | 'sweep',
  client: Parameters<typeof recordEvents>[0] = connections().pool,
): Promise<void> {
  await recordEvents(
    client,
    events.map((event) => {
      const source = wanted ?? sourceOf(event);
      const body = printEvent(event);
      return {
        id: event.id,
        type: event.type,
        apiVersion: event.api_version,
        account: event.account ?? null,
        livemode: event.livemode,
        createdAt: new Date(event.created * 1000),
        source,
        body,
        bodySha256: createHash('sha256').update(body).digest('hex'),
        bodyBytes: Buffer.byteLength(body),
        signatureHeader: null,
        secretLabel: source === 'sweep' ? null : 'test',
        verifiedAt: source === 'sweep' ? null : new Date(),
        requestId: null,
        objectId: (event.data.object as { id?: string }).id ?? null,
        customerId: null,
        objectIds: extractObjectIds(event.data),
        applies: true,
      };
    }),
  );
}

/** The text of a stored event becomes another one, as no code of ours would make it. */
export const changeBody = (client: Pick<PrismaClient, 'eventDelivery'>, eventId: string, body: string) =>
  client.eventDelivery.updateMany({ where: { eventId, body: { not: null } }, data: { body } });

/** An event with the text and the proof that count. */
export async function readStored(client: PrismaClient, id: string) {
  const [event, body] = await Promise.all([getEvent(client, id), getEventBody(client, id)]);
  if (!event || body === null) throw new Error(`There is no event ${id}`);
  return { ...event, body };
}

/** The same story told to a connected account of its own, under event ids of its own. */
export function forAccount(events: Stripe.Event[], account: string): Stripe.Event[] {
  return events.map((event) => ({ ...event, id: `${event.id}_${account}`, account }));
}

export function permutations<T>(items: T[]): T[][] {
  if (items.length <= 1) return [items];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}
