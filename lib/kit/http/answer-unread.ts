import type { IncomingMessage, ServerResponse } from 'node:http';
import { lanes } from './lanes';

/** An answer as plain values: any server can send it. */
export type PlainAnswer = { status: number; headers: Record<string, string>; body: string };

/** What is still read, and for how long, of a body that was refused before its end. */
const LINGER_BYTES = 8 * 1_024 * 1_024;
const LINGER_MS = 10_000;

/** What it costs the event loop to read a megabyte and throw it away, measured. */
const DISCARD_MS = 1.5;

/** What a short refusal costs the event loop with its request, measured. */
const REFUSAL_MS = 0.15;

/** A refusal in its turn: while many are refused, each of them waits. */
export function answerPaced(
  request: IncomingMessage,
  response: ServerResponse,
  answer: PlainAnswer,
  costMs = REFUSAL_MS,
): void {
  lanes().refusals.enter({
    costMs,
    start: () => answerUnread(request, response, answer),
    refuse: () => void request.socket.destroy(),
    isGone: () => request.socket.destroyed,
  });
}

/**
 * Sends an answer, and closes the connection only when its sender can have read it. Whoever closes a socket in which
 * something lies unread resets it, and a sender that is still writing never sees why: so what comes is read and thrown
 * away, within bounds. https://www.rfc-editor.org/rfc/rfc9112#section-9.6
 */
export function answerUnread(request: IncomingMessage, response: ServerResponse, answer: PlainAnswer): void {
  const body = request.method === 'HEAD' ? '' : answer.body;
  const unread = hasMoreToCome(request);
  const close = unread ? { connection: 'close' } : {};
  response.writeHead(answer.status, { ...answer.headers, ...close, 'content-length': Buffer.byteLength(answer.body) });
  if (!unread) response.end(body);
  else {
    if (body === '') response.flushHeaders();
    else response.write(body);
    linger(request, response);
  }
}

/** Whether more of a body may follow than Node itself reads away before the next request of the connection. */
const hasMoreToCome = ({ complete, headers }: IncomingMessage): boolean =>
  !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 65_536);

function linger(request: IncomingMessage, response: ServerResponse): void {
  let left = LINGER_BYTES;
  const timer = setTimeout(end, LINGER_MS);
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    request.pause();
    if (left < 0) end();
    else lanes().reading.enter({ costMs: (chunk.length / 1_048_576) * DISCARD_MS, start: () => void request.resume() });
  });
  for (const event of ['end', 'close', 'error']) request.on(event, end);
  request.resume();

  /** The answer is complete for its reader already; Node closes the connection behind this. */
  function end(): void {
    clearTimeout(timer);
    if (!response.writableEnded) response.end();
  }
}
