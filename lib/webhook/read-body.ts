import { type Rejected, reject } from './outcome';

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

/** Reads a body of unknown length and stops at the limit, so that an endless one costs no memory. */
async function readCounted(stream: ReadableStream<Uint8Array>, limit: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new TextDecoder().decode(Buffer.concat(chunks));
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}

/**
 * The body as text, byte for byte: any parsing or rewriting would break the signature. With a Content-Length the
 * server holds the sender to it, so `request.text()` is enough; a chunked body is counted while it streams.
 */
export async function readBody(request: Request, limit: number): Promise<string | Rejected> {
  const length = request.headers.get('content-length');
  if (length !== null && Number(length) > limit) return tooLarge(limit);
  try {
    if (length !== null || !request.body) return await request.text();
    return (await readCounted(request.body, limit)) ?? tooLarge(limit);
  } catch (error) {
    return endedEarly(error);
  }
}
