import type { Stripe } from '@stripe/stripe-js';
// Without /pure the import alone would load Stripe's script.
import { loadStripe } from '@stripe/stripe-js/pure';
import { useCallback, useEffect, useState } from 'react';

type Loading = { stripe: Stripe | null; failed: boolean };

/** Loads Stripe's script from Stripe, as https://docs.stripe.com/js/including demands, and again if that failed. */
export function useStripeJs(publishableKey: string): Loading & { retry(): void } {
  const [loading, setLoading] = useState<Loading>({ stripe: null, failed: false });
  const load = useCallback(() => {
    setLoading({ stripe: null, failed: false });
    loadStripe(publishableKey).then(
      (stripe) => setLoading({ stripe, failed: stripe === null }),
      () => setLoading({ stripe: null, failed: true }),
    );
  }, [publishableKey]);
  useEffect(load, [load]);
  return { ...loading, retry: load };
}
