import { balance } from './balance';
import { charges } from './charges';
import { checkoutSessions } from './checkout-sessions';
import { CUSTOM_HANDLERS } from './custom';
import { customers } from './customers';
import type { Handler } from './define-handler';
import { UNLISTED_TYPES } from './define-unlisted-handler';
import { disputes } from './disputes';
import { invoicePayments } from './invoice-payments';
import { invoices } from './invoices';
import { paymentIntents } from './payment-intents';
import { paymentMethods } from './payment-methods';
import { payouts } from './payouts';
import { refunds } from './refunds';
import { reviews } from './reviews';
import { runBoth } from './run-both';
import { setupIntents } from './setup-intents';
import { subscriptions } from './subscriptions';
import { findThinHandler } from './thin/registry';

/** Every family of event types that Hookwell acts on, one line each. An event of another type is kept as `ignored`. */
const FAMILIES = [
  balance,
  charges,
  checkoutSessions,
  customers,
  disputes,
  invoicePayments,
  invoices,
  paymentIntents,
  paymentMethods,
  payouts,
  refunds,
  reviews,
  setupIntents,
  subscriptions,
];

// A sweep asks Stripe for twenty types at a time and keeps which twenty it has come to, also across an upgrade: their order
// must not depend on how the families are cut.
const handlers = FAMILIES.flat().toSorted((a, b) => (a.type < b.type ? -1 : 1));

const byType = new Map<string, Handler>();

// A handler takes its own event type only, and is looked up by that very type. The shop's own run after Hookwell's.
for (const handler of [...handlers, ...CUSTOM_HANDLERS] as unknown as Handler[]) {
  const first = byType.get(handler.type);
  byType.set(handler.type, first ? runBoth(first, handler) : handler);
}

const findSnapshotHandler = (type: string): Handler | undefined => byType.get(type);

/** The handler of an event of this type, be it a snapshot event or an event notification. */
export const findHandler = (type: string): Handler | undefined =>
  findSnapshotHandler(type) ?? findThinHandler(type, findSnapshotHandler);

/**
 * The types of snapshot events that have a handler and that Stripe can be asked for, in the order of their names, a shop's own
 * last. Those that its SDK does not name are handled as well where they arrive, and left out here: the API may refuse them.
 */
export const handledTypes = (): string[] => [...byType.keys()].filter((type) => !Object.hasOwn(UNLISTED_TYPES, type));
