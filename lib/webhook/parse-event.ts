import { z } from 'zod';
import { type Rejected, reject } from './outcome';

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

const envelope = z.object({
  id: z.string().regex(/^evt_\w{1,250}$/, 'is no event id'),
  object: z.literal('event'),
  type: z.string().min(1).max(200),
  // Year 9999: PostgreSQL takes it, and JavaScript's Date too.
  created: z.number().int().min(0).max(253_402_300_799),
  livemode: z.boolean(),
  api_version: z.string().max(100).nullish(),
  account: z.string().max(255).nullish(),
  request: z.union([z.string(), z.object({ id: z.string().nullish() })]).nullish(),
  data: z.object({ object: z.custom<Record<string, unknown>>(isObject, 'is no object') }),
});

/** The part of an event that every event has: https://docs.stripe.com/api/events/object */
export type EventEnvelope = z.output<typeof envelope>;

/**
 * Reads a signed body. A signature says who sent it, not that it is an event: the SDK's `constructEvent` accepts a
 * signed `null` or `[]`. What is inside `data.object` is left to the handlers.
 */
export function parseEvent(body: string): { kind: 'event'; event: EventEnvelope } | Rejected {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (error) {
    return reject('invalid_payload', `The body is not JSON: ${(error as Error).message.slice(0, 200)}`);
  }
  if (!isObject(json)) return reject('invalid_payload', 'The body is JSON, but no object; an event is a JSON object.');
  if ((json as { object?: unknown }).object === 'v2.core.event')
    return reject(
      'invalid_payload',
      'This is an event notification (a thin event). Send snapshot events to this endpoint: choose the payload style "Snapshot" for the destination.',
    );
  const result = envelope.safeParse(json);
  if (result.success) return { kind: 'event', event: result.data };
  const problems = result.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'the body'}: ${issue.message}`);
  return reject('invalid_payload', `The body is signed, but it is no Stripe event: ${problems.join('; ')}.`);
}
