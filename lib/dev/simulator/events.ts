import Stripe from 'stripe';
import { answersOf } from './answers';
import type { Story } from './story';
import type { StoryOptions } from './story-facts';

/** The snapshot event of one type. */
export type EventOf<T extends Stripe.Event.Type> = Extract<Stripe.Event, { type: T }>;

/** What one event tells: its object, what changed in it, and who asked for the change. */
export type Snapshot<T extends Stripe.Event.Type> = {
  object: EventOf<T>['data']['object'];
  previous?: EventOf<T>['data'] extends { previous_attributes?: infer P } ? P : never;
  /** The buyer at the checkout, the shop through the API, or nobody: Stripe's own clockwork. */
  by?: 'buyer' | 'shop' | 'stripe';
};

/** What has to be so in a story for an event to belong to it. */
export type FactoryFacts = Pick<StoryOptions, 'payWith' | 'forInvoice' | 'ownInvoices' | 'manualCapture' | 'reviewed'>;

/** How one type of event is made. */
export type EventFactory<T extends Stripe.Event.Type> = {
  facts?: FactoryFacts;
  /** How long after the story's start it comes, in seconds, when it is built on its own. */
  after: number;
  build: (story: Story) => Snapshot<T>;
};

/** Factories by the type of the event that they make; each has to fit the SDK's types of that event. */
export type EventFactories = { [T in Stripe.Event.Type]?: EventFactory<T> };

/** Seconds of a day. */
export const DAY = 24 * 60 * 60;

/**
 * Wraps what happened in an event as Stripe sends it, in the API version of the SDK, and adds what Stripe would answer if
 * it were asked about it ({@link answersOf}). https://docs.stripe.com/api/events/object
 */
export function wrapEvent<T extends Stripe.Event.Type>(story: Story, type: T, snapshot: Snapshot<T>): EventOf<T> {
  const { object, previous, by = 'buyer' } = snapshot;
  const simulated = answersOf(story, object);
  const event: Stripe.EventBase = {
    id: story.eventId(type),
    object: 'event',
    ...(story.account ? { account: story.account } : {}),
    api_version: Stripe.API_VERSION,
    created: story.now,
    data: { object, ...(previous ? { previous_attributes: previous } : {}) } as Stripe.Event.Data,
    livemode: story.livemode,
    pending_webhooks: 1,
    request: requestOf(story, by),
    type,
    ...(simulated ? { simulated } : {}),
  };
  return event as EventOf<T>;
}

function requestOf(story: Story, by: 'buyer' | 'shop' | 'stripe'): Stripe.Event.Request {
  if (by === 'stripe') return { id: null, idempotency_key: null };
  const random = story.random(`request ${by === 'buyer' ? `${story.payments}/${story.payment.attempt}` : story.now}`);
  return { id: `req_${random.text(14)}`, idempotency_key: random.uuid() };
}
