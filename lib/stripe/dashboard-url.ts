import { objectKindOf } from './object-kinds';

type StripeObject = { id: string; account: string | null; livemode: boolean };

/** Where Stripe's own dashboard shows a dispute and takes the evidence. */
export function disputeUrl({ id, account, livemode }: StripeObject): string {
  const path = [account, livemode ? null : 'test', 'disputes', id].filter((part) => part !== null);
  return `https://dashboard.stripe.com/${path.map(encodeURIComponent).join('/')}`;
}

/** Where Stripe's own dashboard shows an object, in its account and mode; what has no page there is searched for. */
export function dashboardUrl({ id, account, livemode }: StripeObject): string {
  const section = objectKindOf(id)?.section;
  const start = [account, livemode ? null : 'test'].filter((part) => part !== null);
  const path = section ? [...start, section, id] : [...start, 'search'];
  const url = `https://dashboard.stripe.com/${path.map(encodeURIComponent).join('/')}`;
  return section ? url : `${url}?query=${encodeURIComponent(id)}`;
}
