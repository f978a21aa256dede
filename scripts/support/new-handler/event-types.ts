import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { suggest } from '../../../lib/dev/simulator/suggest';
import { KnownError } from '../../../lib/kit/known-error';

/** A type of event that the installed Stripe SDK knows, and what Stripe says about when it is sent. */
export type EventKind = { type: string; occurs: string; hasId: boolean };

/** The objects of these have no id: most are settings, of which an account has one. */
const NO_ID = new Set([
  'balance.available',
  'balance_settings.updated',
  'billing.alert.triggered',
  'cash_balance.funds_available',
  'entitlements.active_entitlement_summary.updated',
  'invoice.upcoming',
  'tax.settings.updated',
]);

/** Every type of event that the SDK in `root` knows: its types exist for the compiler only, so they are read as text. */
export async function readEventTypes(root: string): Promise<EventKind[]> {
  const sdk = createRequire(join(root, 'package.json')).resolve('stripe');
  const declarations = await readFile(join(dirname(sdk), 'resources', 'Events.d.ts'), 'utf8');
  const pattern = /\/\*\*\n((?: \*.*\n)+?) \*\/\nexport interface \w+ extends EventBase \{\n\s+type: '([^']+)'/g;
  return [...declarations.matchAll(pattern)].map(([, comment = '', type = '']) => ({
    type,
    occurs: (
      comment
        .replaceAll(/^ \* ?/gm, '')
        .trim()
        .split('\n')[0] ?? ''
    ).replaceAll('`', ''),
    hasId: !NO_ID.has(type),
  }));
}

/** The kind of this name. Throws with the nearest names when Stripe sends nothing like it. */
export function findEventType(kinds: EventKind[], name: string): EventKind {
  const kind = kinds.find(({ type }) => type === name);
  if (kind) return kind;
  const near = suggest(
    name,
    kinds.map(({ type }) => type),
  );
  const hint =
    near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : ' https://docs.stripe.com/api/events/types lists them.';
  throw new KnownError(`Stripe sends no event of type "${name}".${hint}`);
}
