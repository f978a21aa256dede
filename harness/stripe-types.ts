import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The objects that Hookwell keeps, as the SDK names their types. */
export const KEPT_OBJECTS: ReadonlySet<string> = new Set([
  'Balance',
  'Charge',
  'Checkout.Session',
  'Customer',
  'Dispute',
  'Invoice',
  'InvoicePayment',
  'PaymentIntent',
  'PaymentMethod',
  'Payout',
  'Refund',
  'Review',
  'SetupIntent',
  'Subscription',
]);

/**
 * Every type of snapshot event that Stripe's SDK knows, with the type of its object. Read from the SDK's declarations,
 * because nothing of it is there at runtime; throws where they do not look as they did.
 */
export function stripeTypes(): Map<string, string> {
  const file = join(dirname(createRequire(import.meta.url).resolve('stripe')), 'resources', 'Events.d.ts');
  const text = readFileSync(file, 'utf8');
  const union = /^ +type Type = ([^;]+);$/m.exec(text)?.[1] ?? '';
  const named = [...union.matchAll(/'([^']+)'/g)].map(([, type = '']) => type);
  const blocks = text.split(/^export (?:declare )?interface /m).filter((block) => /^\w+Event\b/.test(block));
  const types = new Map(
    blocks.flatMap((block): [string, string][] => {
      const type = /^ +type: '([^']+)';$/m.exec(block)?.[1];
      const object = /^ +object: ([A-Z][\w.]*);$/m.exec(block)?.[1];
      return type && object ? [[type, object]] : [];
    }),
  );
  const missing = named.filter((type) => !types.has(type));
  if (named.length < 200 || missing.length > 0)
    throw new Error(`${file} is not read rightly: ${named.length} types, without an object: ${missing.join(', ')}`);
  return types;
}
