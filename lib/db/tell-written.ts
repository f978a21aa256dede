import type { EventOutcome } from './generated/enums';
import type { Upserted } from './upsert-statement';

/** What an event did: as a code, which is kept and decided by, and in words for a person. */
export type Done = { outcome: EventOutcome; summary: string };

export const LATER_KNOWN = 'a later state of it was known already';

/** What came of an event that is about one row. `state` is what the row says now, where the event had its way. */
export const tellWritten = (written: Upserted, what: string, state = ''): Done =>
  written === 'stale'
    ? { outcome: 'stale', summary: `${what}, but ${LATER_KNOWN}: nothing changed` }
    : { outcome: 'applied', summary: what + state };
