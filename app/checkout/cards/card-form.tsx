'use client';

import { PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_components/ui/button';
import { FieldsSkeleton } from '../_components/fields-skeleton';
import { Problem } from '../_components/problem';
import { callShop } from '../_lib/call-shop';
import { describeError } from '../_lib/describe-error';

/**
 * Stripe's Payment Element for a card that is kept and not charged. `attempt` names this visit, so that a call whose
 * answer got lost is not made twice.
 */
export function CardForm({ attempt: initial }: { attempt: string }) {
  const stripe = useStripe();
  const elements = useElements();
  // A refresh renders another one; this visit stays with its own.
  const [attempt] = useState(initial);
  const [ready, setReady] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function save(): Promise<string | null> {
    if (!stripe || !elements) return null;
    const { error: incomplete } = await elements.submit();
    if (incomplete) return describeError(incomplete);
    const called = await callShop<{ clientSecret: string }>('/checkout/cards/setup', { attempt });
    if (!called.ok) return called.problem;
    const { clientSecret } = called.answer;
    const back = `${location.origin}/checkout/cards`;
    const { error } = await stripe.confirmSetup({ elements, clientSecret, confirmParams: { return_url: back } });
    // A try whose answer got lost has saved it.
    if (error.setup_intent?.status === 'succeeded') {
      const saved = { setup_intent: error.setup_intent.id, setup_intent_client_secret: clientSecret };
      location.assign(`${back}?${new URLSearchParams(saved)}`);
      return null;
    }
    return describeError(error);
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    setProblem(await save().catch(() => describeError({ type: 'api_connection_error' })));
    setBusy(false);
  }

  return (
    <form onSubmit={submit} className="space-y-4">
      {!ready && <FieldsSkeleton />}
      <PaymentElement
        onReady={() => setReady(true)}
        onLoadError={({ error }) => {
          setReady(true);
          setProblem(describeError(error));
        }}
      />
      {problem && <Problem>{problem}</Problem>}
      <Button type="submit" variant="primary" size="wide" disabled={!stripe || !ready || busy}>
        {busy ? 'Saving…' : 'Save card'}
      </Button>
    </form>
  );
}
