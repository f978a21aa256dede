import type Stripe from 'stripe';
import { compareTypes, isUnlisted } from './compare-types';
import { type Endpoint, type EndpointKind, isOurs, META } from './endpoint';

/** What an update would change, in lines; none when there is nothing to change. */
export type PlannedUpdate = { lines: string[]; params: Stripe.WebhookEndpointUpdateParams };

type Wanted = { handled: string[]; url?: string; keepOthers?: boolean; kind: EndpointKind };

/** Compares an endpoint with what is handled. `keepOthers` leaves the types in that nobody handles. */
export function planUpdate(endpoint: Endpoint, { handled, url, keepOthers, kind }: Wanted): PlannedUpdate {
  const { notSent, unhandled, everything } = compareTypes(endpoint.enabled_events, handled);
  const kept = keepOthers ? unhandled : [];
  const unlisted = endpoint.enabled_events.filter(isUnlisted);
  const leave = everything ? Boolean(keepOthers) : notSent.length === 0 && unhandled.length === kept.length;
  const lines = [
    ...(leave || !everything ? [] : [`  - * (all types)`, ...handled.map((type) => `  + ${type}`)]),
    ...(leave || everything ? [] : notSent.map((type) => `  + ${type}`)),
    ...(leave || everything || keepOthers ? [] : unhandled.map((type) => `  - ${type} (nobody handles it)`)),
    ...(url && url !== endpoint.url ? [`  URL: ${endpoint.url} → ${url}`] : []),
    ...(isOurs(endpoint) ? [] : [`  It is marked as Hookwell's.`]),
  ];
  return {
    lines,
    params: {
      ...(!leave && {
        enabled_events: [...handled, ...unlisted, ...kept] as Stripe.WebhookEndpointUpdateParams.EnabledEvent[],
      }),
      ...(url && { url }),
      ...(!isOurs(endpoint) && { metadata: { [META.ours]: kind } }),
    },
  };
}
