import type { Random } from './random';

/** What is known of a card: the facts that its PaymentMethod and its charges repeat. */
export type TestCard = {
  brand: 'visa' | 'mastercard' | 'amex' | 'discover' | 'jcb';
  last4: string;
  expMonth: number;
  expYear: number;
  funding: 'credit' | 'debit' | 'prepaid';
  country: string;
  fingerprint: string;
};

/** Stripe's own test numbers end like this: https://docs.stripe.com/testing#cards */
const BRANDS = [
  { brand: 'visa', last4: ['4242', '5556'], weight: 52 },
  { brand: 'mastercard', last4: ['4444', '8210', '5100'], weight: 32 },
  { brand: 'amex', last4: ['0005', '8431'], weight: 9 },
  { brand: 'discover', last4: ['1117', '9424'], weight: 4 },
  { brand: 'jcb', last4: ['0505'], weight: 3 },
] as const;

/** A card of a buyer in `country`, valid at least a year after `year`. */
export function makeCard(random: Random, country: string, year: number): TestCard {
  const { brand, last4 } = random.weighted(BRANDS);
  return {
    brand,
    last4: random.pick<string>(last4),
    expMonth: random.int(1, 12),
    expYear: year + random.int(1, 5),
    funding: random.pick(['credit', 'credit', 'debit', 'debit', 'debit', 'prepaid']),
    country,
    fingerprint: random.text(16),
  };
}

/** The form of the checks in a card's objects. */
export const passedChecks = {
  address_line1_check: null,
  address_postal_code_check: 'pass',
  cvc_check: 'pass',
} as const;

/** The network of a brand as PaymentMethods and disputes name it. */
export const cardNetworkOf = (card: TestCard): string => card.brand;
