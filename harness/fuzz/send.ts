import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { FuzzRequest } from './fuzz-case';

/** What came back: a status, `cut` (the connection ended without one), or `no answer` in time. */
export type FuzzAnswer = { status: number | 'cut' | 'no answer'; text: string };

const TIME_LIMIT_MS = 45_000;

/** Kept connections, as a proxy holds them: what one request leaves behind must not hurt the next. */
export const newAgent = (sockets: number) => new Agent({ keepAlive: true, maxSockets: sockets });

/** Sends a case and waits for what comes back. */
export const send = (url: string, request: FuzzRequest, agent: Agent): Promise<FuzzAnswer> =>
  request.kind === 'raw' ? sendRaw(url, request) : post(url, request, agent);

function post(url: string, { path, headers, body, chunked }: Extract<FuzzRequest, { kind: 'post' }>, agent: Agent) {
  return new Promise<FuzzAnswer>((resolve) => {
    const flat = [
      ['content-type', 'application/json; charset=utf-8'],
      ['host', new URL(url).host],
      ...headers,
      chunked ? ['transfer-encoding', 'chunked'] : ['content-length', String(body.length)],
    ].flat();
    const cut = (error: Error) => resolve({ status: 'cut', text: error.message });
    let outgoing: ReturnType<typeof httpRequest>;
    try {
      outgoing = httpRequest(new URL(path, url), { method: 'POST', agent, headers: flat, timeout: TIME_LIMIT_MS });
    } catch (error) {
      // Node refuses to send some of these headers: nothing was tried.
      return resolve({ status: 'cut', text: (error as Error).message });
    }
    outgoing.on('response', async (response) => {
      let text = '';
      response.on('data', (chunk) => {
        if (text.length < 2_000) text += chunk;
      });
      response.on('error', cut);
      response.on('end', () => resolve({ status: response.statusCode ?? 'cut', text }));
    });
    outgoing.on('timeout', () => {
      resolve({ status: 'no answer', text: '' });
      outgoing.destroy();
    });
    outgoing.on('error', cut);
    outgoing.end(body);
  });
}

async function sendRaw(
  url: string,
  { pieces, pauseMs, end }: Extract<FuzzRequest, { kind: 'raw' }>,
): Promise<FuzzAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  let text = '';
  socket.on('data', (chunk) => {
    if (text.length < 2_000) text += chunk.toString('latin1');
  });
  socket.on('error', () => {}); // A reset is an answer too.
  const ended = new Promise<void>((resolve) => {
    socket.once('end', resolve);
    socket.once('close', resolve);
  });
  const late = Symbol('late');
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await once(socket, 'connect');
    for (const piece of pieces) {
      if (socket.writable) socket.write(piece);
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    if (end === 'hang up') return { status: 'cut', text };
    if (end === 'half') socket.end();
    const limit = new Promise((resolve) => {
      timer = setTimeout(() => resolve(late), TIME_LIMIT_MS);
    });
    const outcome = await Promise.race([ended, limit]);
    const status = /^HTTP\/1\.\d (\d{3})/.exec(text)?.[1];
    // A kept connection is answered and stays open; without an answer it must not.
    if (outcome === late && !status) return { status: 'no answer', text };
    return { status: status ? Number(status) : 'cut', text };
  } catch (error) {
    return { status: 'cut', text: (error as Error).message };
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
