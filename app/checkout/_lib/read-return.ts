import type { PurchaseRef } from '@/lib/checkout/read-purchase';

type Asked = Record<string, string | string[] | undefined>;

const one = (asked: Asked, name: string, pattern: RegExp): string | null => {
  const value = asked[name];
  return typeof value === 'string' && pattern.test(value) ? value : null;
};

/** What Stripe writes into the address that a customer comes back to. Null: this is no such address. */
export function readPurchaseRef(asked: Asked): PurchaseRef | null {
  const session = one(asked, 'session_id', /^cs_\w{1,250}$/);
  if (session) return { session };
  const paymentIntent = one(asked, 'payment_intent', /^pi_\w{1,250}$/);
  const clientSecret = one(asked, 'payment_intent_client_secret', /^pi_\w{1,250}$/);
  return paymentIntent && clientSecret ? { paymentIntent, clientSecret } : null;
}

/** The same for a card that was saved. */
export function readSetupRef(asked: Asked): { setupIntent: string; clientSecret: string } | null {
  const setupIntent = one(asked, 'setup_intent', /^seti_\w{1,250}$/);
  const clientSecret = one(asked, 'setup_intent_client_secret', /^seti_\w{1,250}$/);
  return setupIntent && clientSecret ? { setupIntent, clientSecret } : null;
}
