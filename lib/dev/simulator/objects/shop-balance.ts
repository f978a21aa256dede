import type Stripe from 'stripe';
import { localPrice } from '../markets';
import type { Story } from '../story';

/** The shop's balance. It has no id, as a few of Stripe's objects: https://docs.stripe.com/api/balance/balance_object */
export function shopBalance(story: Story): Stripe.Balance {
  const random = story.random('balance');
  const { currency } = story.payment;
  const amount = () => localPrice(story.market, random.int(400, 20_000));
  const [available, pending] = [amount(), amount()];
  return {
    object: 'balance',
    available: [{ amount: available, currency, source_types: { card: available } }],
    connect_reserved: [{ amount: 0, currency }],
    instant_available: [{ amount: available, currency, source_types: { card: available } }],
    livemode: story.livemode,
    pending: [{ amount: pending, currency, source_types: { card: pending } }],
    refund_and_dispute_prefunding: {
      available: [{ amount: 0, currency }],
      pending: [{ amount: 0, currency }],
    },
  };
}
