import { type Rejected, reject } from './outcome';

/** How much of a body a door reads, and what it can be checked against before it is complete. */
export type Reading = {
  /** In bytes. Of a header that is not plausible: {@link STRANGER_BYTES}, and then it is no error but enough. */
  limit: number;
  isPlausible: boolean;
  header: string | null;
  secrets: readonly { secret: string }[];
};

/** The beginning of a body that cannot be accepted, whatever its end is: evidence for the record. */
export type Unread = { kind: 'unread'; beginning: string };
export const unread = (beginning: string): Unread => ({ kind: 'unread', beginning });

/** A body as text, byte for byte; its beginning; or why there is neither. */
export type BodyRead = string | Unread | Rejected;

/** A body over the limit. */
export const tooLarge = (limit: number) =>
  reject(
    'payload_too_large',
    `The body is larger than ${limit} bytes. Raise WEBHOOK_MAX_BODY_BYTES if Stripe really sends such events.`,
    'too_large',
  );

/** A body that was cut off. */
export const endedEarly = (error: unknown) =>
  reject('invalid_payload', `The body ended before it was complete: ${(error as Error).message}`, 'cut_off');

/** A body that was given up for others, which came faster. */
export const cutOff = () =>
  reject(
    'overloaded',
    'Too many bodies arrive at once, and this one came more slowly than others. Send it again, in one go.',
  );

/**
 * Reads a body and stops at the limit, so that an endless one costs no memory. One that may be verified and says itself that it
 * is too large is not read at all.
 */
export async function readCounted(request: Request, { limit, isPlausible }: Reading): Promise<BodyRead> {
  if (isPlausible && Number(request.headers.get('content-length')) > limit) return tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = (request.body as ReadableStream<Uint8Array>).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new TextDecoder().decode(Buffer.concat(chunks));
      size += value.byteLength;
      chunks.push(value);
      if (size > limit) {
        await reader.cancel();
        return isPlausible ? tooLarge(limit) : unread(Buffer.concat(chunks).toString('utf8', 0, limit));
      }
    }
  } catch (error) {
    return endedEarly(error);
  }
}
