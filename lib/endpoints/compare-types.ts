/** What an endpoint sends against what has a handler. `unhandled` arrives and is kept as ignored. */
export type TypeDifference = { notSent: string[]; unhandled: string[]; everything: boolean };

/** `['*']` stands for every type but a few: https://docs.stripe.com/api/webhook_endpoints/object#webhook_endpoint_object-enabled_events */
export function compareTypes(enabled: string[], handled: string[]): TypeDifference {
  if (enabled.includes('*')) return { notSent: [], unhandled: [], everything: true };
  return {
    notSent: handled.filter((type) => !enabled.includes(type)),
    unhandled: enabled.filter((type) => !handled.includes(type)),
    everything: false,
  };
}
