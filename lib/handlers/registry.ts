import { checkoutSessionCompleted } from './checkout.session.completed';
import type { Handler } from './define-handler';
import { paymentIntentSucceeded } from './payment_intent.succeeded';
import { paymentMethodAttached } from './payment_method.attached';
import { paymentMethodDetached } from './payment_method.detached';

/** Every event type that Hookwell acts on, one line each. An event of another type is kept as `ignored`. */
const HANDLERS = [checkoutSessionCompleted, paymentIntentSucceeded, paymentMethodAttached, paymentMethodDetached];

// A handler takes its own event type only, and is looked up by that very type.
const byType = new Map<string, Handler>(HANDLERS.map((handler) => [handler.type, handler as unknown as Handler]));

export const findHandler = (type: string): Handler | undefined => byType.get(type);
