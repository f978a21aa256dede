/** The fields in the order in which Stripe renders them: `id` and `object` first, then by name. */
export function inStripeOrder<T extends object>(fields: T): T {
  const { id, object, ...others } = fields as Record<string, unknown>;
  const sorted = Object.entries(others).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...(id !== undefined && { id }),
    ...(object !== undefined && { object }),
    ...Object.fromEntries(sorted),
  } as T;
}
