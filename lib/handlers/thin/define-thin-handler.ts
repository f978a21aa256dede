import type Stripe from 'stripe';
import type { ObjectName } from '../../stripe/fetch-object';

/** What a notification is about: the object to fetch, whose it is, and the snapshot event that it stands for. */
type Subject = { type: string; account: string | null; object: ObjectName };

/** The fields of a notification that every one may have: https://docs.stripe.com/api/v2/core/events/object */
export type Notification = {
  id: string;
  type: string;
  related_object?: { id?: string | null; type?: string | null } | null;
};

/**
 * One type of event notification. It says what the notification is about; fetching that, keeping it and applying it with
 * the handler of the snapshot event is the same for all (`handle-by-fetching.ts`).
 */
export type ThinHandler = {
  type: string;
  /** Asks Stripe for more if it must. Throws UnprocessableEvent where the notification says too little. */
  findSubject(notification: Notification, context: { stripe: Stripe; account: string | null }): Promise<Subject>;
  /** What happened, in words for a person, before what the handler did. */
  describe(subject: Pick<Subject, 'type'> & { objectId: string | null }): string;
};

export const defineThinHandler = (handler: ThinHandler): ThinHandler => handler;
