import { z } from 'zod';
import { accountOf } from '../../stripe/read-event';
import { UnprocessableEvent } from '../../stripe/unprocessable-event';
import { defineThinHandler } from './define-thin-handler';

const text = z.string().min(1).nullish();

const impactSchema = z.object({
  event_type: z.string().min(1),
  related_object: z.object({ id: text, type: text }).nullish(),
  related_object_id: text,
  context: text,
  account: text,
});

/**
 * Stripe could not make an event, and says afterwards which one and of which object. It is in no list and comes in no
 * delivery, so the object is fetched and applied in its place.
 * Rule: https://docs.stripe.com/webhooks/handle-irrecoverable-events
 */
export const eventGenerationFailure = defineThinHandler({
  type: 'v2.core.health.event_generation_failure.resolved',

  async findSubject(notification, { stripe }) {
    const event = await stripe.rawRequest('GET', `/v2/core/events/${encodeURIComponent(notification.id)}`);
    const read = impactSchema.safeParse(event.data?.impact);
    if (!read.success)
      throw new UnprocessableEvent(
        `Stripe does not say which event it could not make (data.impact of ${notification.id}); look at it in Workbench`,
      );
    const { event_type: type, related_object: object, related_object_id: id, context, account } = read.data;
    return {
      type,
      account: accountOf(context ?? account),
      // An event's type begins with its object's: payment_intent.requires_action.
      object: { id: object?.id ?? id ?? null, type: object?.type ?? type.slice(0, type.lastIndexOf('.')) },
    };
  },

  describe: ({ type, objectId }) => `Stripe could not make ${type}${objectId ? ` of ${objectId}` : ''}`,
});
