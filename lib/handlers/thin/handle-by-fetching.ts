import type { EventContext } from '../../db/event-context';
import type { FetchedObject } from '../../db/generated/client';
import { deploymentLivemode } from '../../kit/env';
import { askStripe } from '../../stripe/ask-stripe';
import { extractObjectIds } from '../../stripe/extract-object-ids';
import { fetchObject } from '../../stripe/fetch-object';
import { getStripe } from '../../stripe/get-stripe';
import { UnprocessableEvent } from '../../stripe/unprocessable-event';
import type { EventOf, EventType, Handler, Preparation } from '../define-handler';
import type { Notification, ThinHandler } from './define-thin-handler';

type Event = EventContext['event'];

/**
 * A handler for an event notification. Before the transaction it fetches the object and keeps it, so that a replay and a
 * rebuild need no network; in the transaction the handler of the snapshot event applies it as it was then.
 */
export function handleByFetching(thin: ThinHandler, find: (type: string) => Handler | undefined): Handler {
  return {
    // Notifications are no snapshot events, and are looked up by their name all the same.
    type: thin.type as EventType,

    async prepare(json, { prisma, event }) {
      const known = await prisma.fetchedObject.findUnique({ where: { eventId: event.id } });
      if (!known && event.livemode !== deploymentLivemode())
        return `Not fetched: it is of ${event.livemode ? 'live' : 'test'} mode, and the key is not`;
      const fetched = known ?? (await fetchAndKeep(thin, json as unknown as Notification, { prisma, event }));
      if (!fetched) return 'Its object is of a kind that Hookwell does not fetch: look at it in Stripe';
      const standIn = standInFor(fetched, event);
      return (
        find(fetched.type)?.prepare?.(standIn.json, { prisma, event: { ...standIn.event, source: event.source } }) ??
        null
      );
    },

    async handle(_, context) {
      const fetched = await context.tx.fetchedObject.findUnique({ where: { eventId: context.event.id } });
      if (!fetched) return { outcome: 'not_applied_here', summary: 'Kept, and not applied' };
      const said = thin.describe(fetched);
      const handler = find(fetched.type);
      if (!handler)
        return { outcome: 'no_handler', summary: `${said}. Its object is kept; no handler for ${fetched.type}` };
      const { json, event } = standInFor(fetched, context.event);
      const { outcome, summary } = await handler.handle(json, { ...context, event });
      return { outcome, summary: `${said}: ${summary}` };
    },
  };
}

/** Asks Stripe for the object, and keeps the answer. Null: nobody knows where such an object is read. */
async function fetchAndKeep(
  thin: ThinHandler,
  notification: Notification,
  { prisma, event }: Preparation,
): Promise<FetchedObject | null> {
  if (!getStripe())
    throw new UnprocessableEvent(
      `STRIPE_SECRET_KEY is not set, and ${event.type} only names its object. Set the key, then replay the event.`,
    );
  const { type, account, object, fetched } = await askStripe(async (stripe) => {
    const subject = await thin.findSubject(notification, { stripe, account: event.account });
    return { ...subject, fetched: await fetchObject(stripe, subject.object, subject.account) };
  });
  if (!fetched) return null;
  const row = { account, type, objectId: object.id, body: JSON.stringify(fetched) };
  return prisma.$transaction(async (tx) => {
    await tx.eventObject.createMany({
      data: extractObjectIds(fetched).map((objectId) => ({ eventId: event.id, objectId, account })),
      skipDuplicates: true,
    });
    // The first answer stays, even if two workers asked.
    return tx.fetchedObject.upsert({ where: { eventId: event.id }, create: { eventId: event.id, ...row }, update: {} });
  });
}

/** The snapshot event that Stripe would have made when the object was fetched; it bears the notification's id. */
function standInFor(fetched: FetchedObject, notification: Event): { json: EventOf<EventType>; event: Event } {
  // Stripe's times are whole seconds: a later event of the same second must not look older.
  const created = Math.floor(fetched.fetchedAt.getTime() / 1000);
  const { type, account } = fetched;
  const event = {
    ...notification,
    type,
    account,
    createdAt: new Date(created * 1000),
    previous: null,
    apiVersion: null,
  };
  const json = {
    id: event.id,
    object: 'event',
    type,
    created,
    livemode: event.livemode,
    ...(account && { account }),
    data: { object: JSON.parse(fetched.body) },
  };
  return { json: json as unknown as EventOf<EventType>, event };
}
