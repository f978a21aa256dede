import type Stripe from 'stripe';
import type { Market } from './markets';
import type { Random } from './random';

/** Who buys. */
export type Buyer = {
  id: string;
  name: string;
  email: string;
  phone: string;
  created: number;
  address: Stripe.Address;
};

/** A buyer who lives in the market. What is known stays; the e-mail address is made from the name, at example.com. */
export function makeBuyer(
  random: Random,
  market: Market,
  known: Pick<Buyer, 'id' | 'created'> & { email?: string },
): Buyer {
  const name = random.pick(market.names);
  const [city, postal_code, state, line1] = random.pick(market.places);
  return {
    name,
    email: `${mailbox(name)}.${random.int(10, 9999)}@example.com`,
    phone: market.phone + random.text(4, '0123456789'),
    address: { city, country: market.country, line1, line2: null, postal_code, state },
    ...known,
  };
}

/** The name in ASCII letters and dots; names of other scripts become "buyer". */
function mailbox(name: string): string {
  const plain = name.toLowerCase().replace(/ß/g, 'ss').replace(/ı/g, 'i').normalize('NFD');
  const letters = plain.replace(/[\p{M}'’]/gu, '').replace(/[^a-z]+/g, '.');
  const trimmed = letters.replace(/^\.+|\.+$/g, '');
  return trimmed.length > 3 ? trimmed : 'buyer';
}
