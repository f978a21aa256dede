type StripeObject = { id: string; account: string | null; livemode: boolean };

/** Where Stripe's own dashboard shows a dispute and takes the evidence. */
export function disputeUrl({ id, account, livemode }: StripeObject): string {
  const path = [account, livemode ? null : 'test', 'disputes', id].filter((part) => part !== null);
  return `https://dashboard.stripe.com/${path.map(encodeURIComponent).join('/')}`;
}
