'use client';

import { PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import { Lock } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_components/ui/button';
import type { Cart } from '@/lib/checkout/cart';
import type { CreatedPayment } from '@/lib/checkout/create-payment';
import { callShop } from '../_lib/call-shop';
import { describeError } from '../_lib/describe-error';
import { FieldsSkeleton } from './fields-skeleton';
import { Problem } from './problem';

/** Where the payment is told of, by Stripe's own parameters: https://docs.stripe.com/js/payment_intents/confirm_payment */
const successUrl = ({ id, clientSecret }: Omit<CreatedPayment, 'state'>) =>
  `/checkout/success?${new URLSearchParams({ payment_intent: id, payment_intent_client_secret: clientSecret })}`;

/** Nothing is left for the customer to do. */
const DONE = new Set<string>(['succeeded', 'processing', 'requires_capture']);

/**
 * E-mail address and Stripe's Payment Element. The PaymentIntent is made when the customer pays, not before: a visit
 * leaves nothing at Stripe. Whatever fails, the next try is for the same PaymentIntent.
 */
export function PaymentForm({ cart, total }: { cart: Cart; total: string }) {
  const stripe = useStripe();
  const elements = useElements();
  const [ready, setReady] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function pay(email: string): Promise<string | null> {
    if (!stripe || !elements) return null;
    const { error: incomplete } = await elements.submit();
    if (incomplete) return describeError(incomplete);
    const called = await callShop<CreatedPayment>('/checkout/payment', { cart: cart.id, items: cart.items });
    if (!called.ok) return called.problem;
    const { clientSecret, state } = called.answer;
    if (state === 'done') return goTo(successUrl(called.answer));
    const { error } = await stripe.confirmPayment({
      elements,
      clientSecret,
      confirmParams: {
        return_url: `${location.origin}/checkout/success`,
        payment_method_data: { billing_details: { email } },
      },
    });
    // Confirmed in another tab, or by a try whose answer got lost.
    if (DONE.has(error.payment_intent?.status ?? '')) return goTo(successUrl(called.answer));
    return describeError(error);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email'));
    setBusy(true);
    setProblem(null);
    const failed = await pay(email).catch(() => describeError({ type: 'api_connection_error' }));
    if (failed === leaving) return;
    setProblem(failed);
    setBusy(false);
  }

  return (
    <form onSubmit={submit} className="space-y-4">
      <label className="block">
        <span className="mb-1 block font-medium">E-mail</span>
        <input
          type="email"
          name="email"
          required
          autoComplete="email"
          placeholder="you@example.com"
          className="h-11 w-full rounded-md border border-line-strong bg-raised px-3 placeholder:text-faint"
        />
      </label>
      {!ready && <FieldsSkeleton />}
      <PaymentElement
        options={{ layout: 'tabs', fields: { billingDetails: { email: 'never' } } }}
        onReady={() => setReady(true)}
        onLoadError={({ error }) => {
          setReady(true);
          setProblem(describeError(error));
        }}
      />
      {problem && <Problem>{problem}</Problem>}
      <Button type="submit" variant="primary" size="wide" disabled={!stripe || !ready || busy}>
        <Lock aria-hidden />
        {busy ? 'Paying…' : `Pay ${total}`}
      </Button>
    </form>
  );
}

/** What a payment ends with when the browser is on its way to another page. */
const leaving = '';

function goTo(path: string): string {
  location.assign(path);
  return leaving;
}
