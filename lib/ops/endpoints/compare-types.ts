import { UNLISTED_TYPES } from '../../handlers/define-unlisted-handler';

/** Whether a type is handled although Stripe's SDK does not name it: one that is enabled stays so. */
export const isUnlisted = (type: string): boolean => Object.hasOwn(UNLISTED_TYPES, type);

/** What an endpoint sends against what has a handler. `unhandled` arrives and is kept as ignored. */
export type TypeDifference = { notSent: string[]; unhandled: string[]; everything: boolean };

/** What links a payment with its invoice since API version 2025-03-31. */
export const LINK_TYPE = 'invoice_payment.paid';

/** Whether an endpoint hears of invoices, and not of which payment pays them. */
export const missesLinks = (enabled: string[]): boolean =>
  enabled.some((type) => type.startsWith('invoice.')) && !enabled.includes(LINK_TYPE);

/** `['*']` stands for every type but a few: https://docs.stripe.com/api/webhook_endpoints/object#webhook_endpoint_object-enabled_events */
export function compareTypes(enabled: string[], handled: string[]): TypeDifference {
  if (enabled.includes('*')) return { notSent: [], unhandled: [], everything: true };
  return {
    notSent: handled.filter((type) => !enabled.includes(type)),
    // Names that Stripe's SDK lacks are handled where they arrive, and asked for by nobody.
    unhandled: enabled.filter((type) => !handled.includes(type) && !isUnlisted(type)),
    everything: false,
  };
}
