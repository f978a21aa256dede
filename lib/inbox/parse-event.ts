import { type EventFacts, readEvent } from '../stripe/read-event';
import { type Rejected, reject } from './outcome';

/**
 * Reads a signed body: a snapshot event or an event notification. A signature says who sent it, not that it is an event:
 * the SDK's `constructEvent` accepts a signed `null` or `[]`. What is inside `data.object` is left to the handlers.
 */
export function parseEvent(body: string, secretLabel: string): { kind: 'event'; facts: EventFacts } | Rejected {
  const refuse = (message: string) => reject('invalid_payload', message, 'not_an_event', secretLabel);
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    // The rest of V8's message repeats what stands there.
    const place = /at position \d+/.exec((error as Error).message)?.[0];
    return refuse(`The body is not JSON${place ? ` (${place})` : ''}.`);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return refuse('The body is JSON, but no object; an event is a JSON object.');
  const read = readEvent(json);
  if (read.kind === 'event') return read;
  const problems = read.problems.slice(0, 3).join('; ');
  return refuse(`The body is signed, but it is no Stripe event: ${problems}.`);
}
