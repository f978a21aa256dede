'use client';

import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/app/_components/ui/button';
import type { Cart } from '@/lib/checkout/cart';
import { callShop } from '../_lib/call-shop';
import { Problem } from './problem';

/** Leads to Stripe's own page, with a Checkout Session that the server makes. */
export function HostedButton({ cart }: { cart: Cart }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function leave() {
    setBusy(true);
    setProblem(null);
    const called = await callShop<{ url: string }>('/checkout/session', { cart: cart.id, items: cart.items });
    if (called.ok) return location.assign(called.answer.url);
    setProblem(called.problem);
    setBusy(false);
  }
  return (
    <div className="space-y-3">
      <Button size="wide" onClick={leave} disabled={busy}>
        {busy ? 'On the way to Stripe…' : 'Pay on Stripe’s page'}
        <ExternalLink aria-hidden />
      </Button>
      {problem && <Problem>{problem}</Problem>}
    </div>
  );
}
