import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { LineLimit } from '../kit/log/line-limit';
import { log } from '../kit/log/log';

/** What one connection may cost. Stripe sends a delivery in one go; whoever takes longer than this is no use. */
export type ServerLimits = {
  /** From the connection, or the last answer on it, to the end of the head. */
  headMs: number;
  /** From there to the end of the body as well. */
  requestMs: number;
  /** How often the two above are looked at. */
  lookEveryMs: number;
  /** How long a connection may stay idle: longer than proxies keep theirs (60 s), or they send into one that just closed. */
  idleMs: number;
  /** Connections at a time. A slow one costs some 10 KB, and a file handle. */
  connections: number;
};

export const SERVER_LIMITS: ServerLimits = {
  headMs: 10_000,
  requestMs: 30_000,
  lookEveryMs: 2_000,
  idleMs: 65_000,
  connections: 5_000,
};

/** Options for `http.createServer`. The head may have 16 KB in all; what is larger is answered with 431. */
export const serverOptions = (limits: ServerLimits = SERVER_LIMITS): ServerOptions => ({
  headersTimeout: limits.headMs,
  requestTimeout: limits.requestMs,
  connectionsCheckingInterval: limits.lookEveryMs,
  keepAliveTimeout: limits.idleMs,
  maxHeaderSize: 16_384,
});

const NO_UPGRADE =
  'HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\nNo connection is upgraded here: ask without the header Upgrade.\n';

/**
 * Bounds how many connections a server holds, and says in few lines when it turns some away. A connection that asks for
 * an upgrade would be held without any of the limits above, and Next, which listens for them, leaves it open.
 */
export function limitConnections(server: Server, limits: ServerLimits = SERVER_LIMITS): void {
  server.maxConnections = limits.connections;
  server.on('upgrade', (_, socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(NO_UPGRADE, () => socket.destroy());
  });
  const lines = new LineLimit({
    lines: 1,
    windowMs: 60_000,
    sum: (text) => log().warn(`Connections turned away: ${text}`),
  });
  server.on('drop', () =>
    lines.say('connections', () =>
      log().warn(
        `More than ${limits.connections} connections at once: some are turned away. Put a proxy before the app.`,
      ),
    ),
  );
}

/** Requests that may wait on a connection behind one that is not answered yet. Browsers, proxies and Stripe send none. */
const PIPELINED = 16;
const pipelined = new WeakMap<Socket, number>();

/**
 * Ends a connection that sends more and more requests without waiting for an answer: one of them could have thousands in
 * work, past every limit that counts connections. True: this request is not to be answered.
 */
export function isPipelinedTooFar({ socket }: IncomingMessage, response: ServerResponse): boolean {
  if (socket.destroyed) return true;
  // It is the connection's turn: nothing before it is unanswered.
  if (response.socket !== null) return false;
  const waiting = (pipelined.get(socket) ?? 0) + 1;
  pipelined.set(socket, waiting);
  response.once('close', () => pipelined.set(socket, (pipelined.get(socket) ?? 1) - 1));
  if (waiting > PIPELINED) socket.destroy();
  return waiting > PIPELINED;
}
