import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request on its way to the app, and what may be done to it. */
export type Passing = {
  request: IncomingMessage;
  response: ServerResponse;
  body: Buffer;
  /** Hands the request on to the app, with another body or other headers, and the app's answer back. */
  pass(changes?: {
    body?: string;
    headers?: Record<string, string | undefined>;
    answer?: Record<string, string>;
  }): void;
  /** Answers instead of the app. */
  answer(status: number, headers?: Record<string, string>, text?: string): void;
};

/** A proxy before the app at `target` that does what `meddle` does: what stands between Stripe and an app, gone wrong. */
export async function startProxy(target: string, meddle: (passing: Passing) => unknown) {
  const server = createServer((request, response) => void take(request, response));

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const answer: Passing['answer'] = (status, headers = {}, text = '') => {
      response.writeHead(status, headers);
      response.end(text);
    };
    meddle({
      request,
      response,
      body,
      answer,
      pass({ body: other, headers, answer: answerHeaders } = {}) {
        const sent = other ?? body;
        const all = { ...request.headers, 'content-length': String(Buffer.byteLength(sent)), ...headers };
        const known = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
        const to = httpRequest(
          new URL(request.url ?? '/', target),
          { method: request.method, headers: known },
          (from) => {
            response.writeHead(from.statusCode ?? 500, { ...from.headers, ...answerHeaders });
            from.pipe(response);
          },
        );
        to.on('error', () => answer(502, {}, 'Bad Gateway'));
        to.end(sent);
      },
    });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
