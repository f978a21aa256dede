import { hash } from 'node:crypto';
import type { EventFacts } from '../../stripe/read-event';
import type { EventToRecord } from './record-events';

type Provenance = Pick<EventToRecord, 'source' | 'signatureHeader' | 'secretLabel' | 'verifiedAt'> & {
  applies?: boolean;
};

/** The row of an event: what was read from it, its text as it came, and how it came. */
export function toRecord(facts: EventFacts, body: string, provenance: Provenance): EventToRecord {
  return {
    ...facts,
    body,
    bodySha256: hash('sha256', body),
    bodyBytes: Buffer.byteLength(body),
    applies: true,
    ...provenance,
  };
}
