const CREDIT_NOTE =
  'Its invoice reports what it changes (invoice.updated, with the credited amounts), and so does refund.created where money goes back.';
const SOURCE =
  'A card or bank account of the older Sources API. As a way to pay it is reported by payment_method.attached, payment_method.updated and payment_method.detached, under the same id.';
const SCHEDULE = 'What a phase changes in the subscription is reported by customer.subscription.updated.';

/**
 * Why a type has no handler although it speaks of an object that Hookwell keeps, or changes one. A test holds this list
 * and the registry against the types of Stripe's SDK: each has a handler or a reason. docs/handlers.md repeats it.
 */
export const NOT_HANDLED: Record<string, string> = {
  'credit_note.created': CREDIT_NOTE,
  'credit_note.updated': CREDIT_NOTE,
  'credit_note.voided': CREDIT_NOTE,
  'customer.source.created': SOURCE,
  'customer.source.deleted': SOURCE,
  'customer.source.expiring': 'A reminder. The card is as it was, and its month and year are kept already.',
  'customer.source.updated': SOURCE,
  'customer.subscription.custom_event': 'A preview. It says that something else happened, and changes no subscription.',
  'customer.subscription.price_migration_failed':
    'A preview. The subscription is as it was; if the price changes later, customer.subscription.updated tells.',
  'invoice.payment.overpaid':
    'The name that invoice.overpaid had in an earlier preview. Which object it carried is not known here.',
  'invoice.upcoming': 'A preview of an invoice that does not exist yet: it has no id, and nobody owes it.',
  'subscription_schedule.aborted': SCHEDULE,
  'subscription_schedule.canceled': SCHEDULE,
  'subscription_schedule.completed': SCHEDULE,
  'subscription_schedule.created': SCHEDULE,
  'subscription_schedule.expiring': SCHEDULE,
  'subscription_schedule.released': SCHEDULE,
  'subscription_schedule.updated': SCHEDULE,
};
