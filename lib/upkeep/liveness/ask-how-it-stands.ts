import type { Database } from '../../db/client';
import { deploymentLivemode } from '../../kit/env';
import { askStripe } from '../../stripe/ask-stripe';
import { extractObjectIds } from '../../stripe/extract-object-ids';
import { fetchObject } from '../../stripe/fetch-object';
import { getStripe } from '../../stripe/get-stripe';
import { UnprocessableEvent } from '../../stripe/unprocessable-event';

type AskingEvent = { id: string; type: string; account: string | null; livemode: boolean; source: string };

/** An event of whose object two states of one second are told, and nothing decides between them. */
export type Undecided = { event: AskingEvent; objectId: string; objectType: string };

/** Stripe knows nothing of what the simulator made up, and a key of one mode sees nothing of the other. */
export const canAskHowItStands = ({ source, livemode }: Pick<AskingEvent, 'source' | 'livemode'>): boolean =>
  source !== 'simulator' && livemode === deploymentLivemode() && getStripe() !== null;

/**
 * Asks Stripe how an object stands now and keeps the answer with the event, so that a replay and a rebuild need no network.
 * What Stripe does not know or may not say decides nothing. Throws what the SDK throws for all else: it is tried again.
 */
export async function askHowItStands(prisma: Database, { event, objectId, objectType }: Undecided): Promise<void> {
  if (!getStripe()) return;
  const { account } = event;
  const named = { type: objectType, id: objectId };
  const object = await askStripe((stripe) => fetchObject(stripe, named, account)).catch((error: unknown) => {
    if (error instanceof UnprocessableEvent) return null;
    throw error;
  });
  if (!object) return;
  await prisma.$transaction(async (tx) => {
    await tx.eventObject.createMany({
      data: extractObjectIds(object).map((id) => ({ eventId: event.id, objectId: id, account })),
      skipDuplicates: true,
    });
    const row = { account, type: event.type, objectId, body: JSON.stringify(object) };
    // The first answer stays, even if two workers asked.
    await tx.fetchedObject.upsert({ where: { eventId: event.id }, create: { eventId: event.id, ...row }, update: {} });
  });
}
