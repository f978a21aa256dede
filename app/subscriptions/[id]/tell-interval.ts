/** “every month”, “every 3 months”: how often an item is billed. An interval that Stripe adds later is shown as it is. */
export function tellInterval(interval: string, count: number | null): string {
  return count !== null && count > 1 ? `every ${count} ${interval}s` : `every ${interval}`;
}
