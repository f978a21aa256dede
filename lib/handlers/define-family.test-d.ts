// Compiled by `npm run typecheck`, never run: what is marked must not compile.
import { chargeSchema } from '../stripe/charge';
import { defineAlike } from './define-alike';
import { defineFamily } from './define-family';

const charges = { schema: chargeSchema, apply: async () => 1, describe: () => '' };

defineFamily(charges, {
  'charge.succeeded': ({ amount }, { type }) => `${type satisfies 'charge.succeeded'} ${amount satisfies bigint}`,
  // A type that the SDK doesn't name carries the object of the listed one beside it.
  'payment_method.card_automatically_updated': (_, { data }) => data.object.type,
});

// @ts-expect-error Stripe sends no event of this name.
defineFamily(charges, { 'charge.succeded': 'succeeded' });

// @ts-expect-error A charge has no such field.
defineFamily(charges, { 'charge.failed': ({ last_payment_error }) => `${last_payment_error}` });

// @ts-expect-error Stripe sends no event of this name.
defineAlike(['refund.created', 'refund.mended'], async () => '');
