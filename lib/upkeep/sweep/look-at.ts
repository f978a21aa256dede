import type { Pool } from 'pg';
import { handledTypes } from '../../handlers/registry';
import { findMissing, readListed, type StripeListed } from './compare-page';
import { type Asking, fetchEvents } from './fetch-events';
import { toSeconds, typesOfBatch } from './window';

/** What Stripe's list says of one account, and which of it the inbox lacks. Nothing is stored. */
export type Look = { account: string | null; listed: (StripeListed & { missing: boolean })[] };

/**
 * Reads Stripe's list without storing anything. `undelivered`: only what Stripe could not deliver to at least one of
 * its endpoints (`delivery_success=false`): https://docs.stripe.com/api/events/list#list_events-delivery_success
 */
export async function lookAt(
  pool: Pool,
  asking: Asking,
  account: string | null,
  { since, undelivered = false }: { since: Date; undelivered?: boolean },
): Promise<Look> {
  const listed: Look['listed'] = [];
  const types = handledTypes();
  for (let batch = 0; typesOfBatch(types, batch).length > 0; batch++) {
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await fetchEvents(asking, account, {
        types: typesOfBatch(types, batch),
        created: { gte: toSeconds(since) },
        ...(undelivered && { delivery_success: false }),
        ...(cursor && { starting_after: cursor }),
      });
      const found = readListed(page.data, account);
      const missing = new Set(await findMissing(pool, found));
      listed.push(...found.map((entry) => ({ ...entry, missing: missing.has(entry) })));
      cursor = page.data.at(-1)?.id;
      more = page.has_more && cursor !== undefined;
    }
  }
  return { account, listed: listed.sort((a, b) => +a.facts.createdAt - +b.facts.createdAt) };
}
