'use client';

import { Elements } from '@stripe/react-stripe-js';
import type { ReactNode } from 'react';
import { Button } from '@/app/_components/ui/button';
import { useAppearance } from '../_lib/use-appearance';
import { useStripeJs } from '../_lib/use-stripe-js';
import { FieldsSkeleton } from './fields-skeleton';
import { Problem } from './problem';

type StripeFieldsProps = {
  publishableKey: string;
  currency: string;
  /** What will be paid, in the minor unit. Null: nothing now, a card is saved. */
  amount: bigint | null;
  children: ReactNode;
};

/** Stripe's script and a group of its fields around a form, in the page's theme; a way on when they don't come. */
export function StripeFields({ publishableKey, currency, amount, children }: StripeFieldsProps) {
  const { stripe, failed, retry } = useStripeJs(publishableKey);
  const appearance = useAppearance();
  if (failed)
    return (
      <Problem
        action={
          <Button size="sm" onClick={retry}>
            Try again
          </Button>
        }
      >
        The payment form could not be loaded. Check your connection; a content blocker may also be in the way of
        js.stripe.com.
      </Problem>
    );
  if (!stripe || !appearance) return <FieldsSkeleton />;
  const shared = { currency, appearance, locale: 'en' } as const;
  return (
    <Elements
      stripe={stripe}
      options={
        amount === null
          ? { ...shared, mode: 'setup', setupFutureUsage: 'off_session' }
          : { ...shared, mode: 'payment', amount: Number(amount) }
      }
    >
      {children}
    </Elements>
  );
}
