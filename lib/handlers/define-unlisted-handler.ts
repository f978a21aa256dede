import { defineHandler, type EventType, type Handle, type Handler } from './define-handler';

/**
 * Types that Stripe sends and its SDK does not name: those of previews, and old names that endpoints made long ago still
 * get. Each stands beside a listed type that carries the same object. Stripe's API may refuse them, so that nobody
 * asks it for one: neither an endpoint that Hookwell makes, nor a sweep.
 * https://docs.stripe.com/changelog, https://docs.stripe.com/upgrades
 */
export const UNLISTED_TYPES = {
  'customer.subscription.collection_paused': 'customer.subscription.updated',
  'customer.subscription.collection_resumed': 'customer.subscription.updated',
  'invoice_payment.detached': 'invoice_payment.paid',
  'payment_method.card_automatically_updated': 'payment_method.automatically_updated',
} as const satisfies Record<string, EventType>;

type UnlistedType = keyof typeof UNLISTED_TYPES;

/** {@link defineHandler} for a type that Stripe's SDK does not name. `defineFamily` takes such names, too. */
export function defineUnlistedHandler<T extends UnlistedType>(
  type: T,
  apply: Handle<(typeof UNLISTED_TYPES)[T]>,
): Handler<(typeof UNLISTED_TYPES)[T]> {
  return { ...defineHandler(UNLISTED_TYPES[type], apply), type: type as unknown as (typeof UNLISTED_TYPES)[T] };
}
