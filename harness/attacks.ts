import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** What a stranger may try, each over as many connections as one says. */
export type AttackName =
  | 'GET /'
  | 'GET / with a forged cookie'
  | 'GET /sign-in'
  | 'wrong signatures'
  | 'unfinished bodies';

/** An attack that goes on until it is stopped. `answers`: how often each status came; `cut`: connections without one. */
export type Attack = { answers: Map<number | 'cut', number>; stop(): void };

const MEGABYTE = 1_048_576;

const get = (path: string, header = ''): Buffer =>
  Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n${header}\r\n`);

/** The form of a session's cookie, and no signature of ours. */
const forgedCookie = (): string =>
  `hookwell.session_token=${'a'.repeat(32)}.${encodeURIComponent(createHmac('sha256', 'x').update('a').digest('base64'))}`;

/** A delivery of this size with a signature that nobody made. */
export function forgedDelivery(bytes: number): { head: Buffer; body: Buffer } {
  const head = [
    'POST /api/webhook HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    `Stripe-Signature: t=${Math.floor(Date.now() / 1_000)},v1=${'0'.repeat(64)}`,
    `Content-Length: ${bytes}`,
  ].join('\r\n');
  return { head: Buffer.from(`${head}\r\n\r\n`), body: Buffer.alloc(bytes, '{"id": "evt_1", ') };
}

/** Starts an attack on a server of this machine. What is cut off is tried again. */
export function startAttack(name: AttackName, port: number, connections: number): Attack {
  const answers: Attack['answers'] = new Map();
  const sockets = new Set<Socket>();
  let isOver = false;
  const count = (status: number | 'cut') => void answers.set(status, (answers.get(status) ?? 0) + 1);
  const open = (): void => {
    if (isOver) return;
    const socket = connect(port, '127.0.0.1');
    sockets.add(socket);
    attack(socket, name, count);
    socket.on('error', () => count('cut'));
    socket.on('close', () => {
      sockets.delete(socket);
      setTimeout(open, 50);
    });
  };
  for (let index = 0; index < connections; index++) open();
  return {
    answers,
    stop() {
      isOver = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

function attack(socket: Socket, name: AttackName, count: (status: number) => void): void {
  const { request, isUnfinished } = requestOf(name);
  const send = () => void socket.write(request);
  let heard = '';
  socket.setEncoding('latin1');
  socket.on('connect', send);
  socket.on('data', (text: string) => {
    heard += text;
    if (!isComplete(heard)) return;
    count(Number(heard.slice(9, 12)));
    const isLast = /^connection: close/im.test(heard);
    heard = '';
    if (isLast) socket.end();
    else if (!isUnfinished) send();
  });
}

function requestOf(name: AttackName): { request: Buffer; isUnfinished: boolean } {
  if (name === 'GET /') return { request: get('/'), isUnfinished: false };
  if (name === 'GET /sign-in') return { request: get('/sign-in'), isUnfinished: false };
  if (name === 'GET / with a forged cookie')
    return { request: get('/', `Cookie: ${forgedCookie()}\r\n`), isUnfinished: false };
  const isUnfinished = name === 'unfinished bodies';
  large ??= Buffer.concat(Object.values(forgedDelivery(MEGABYTE)));
  return { request: isUnfinished ? large.subarray(0, -1) : large, isUnfinished };
}

let large: Buffer | undefined;

/** Whether a whole answer has come: with its length, or in chunks up to the last. */
function isComplete(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1];
  if (length !== undefined) return text.length >= head + 4 + Number(length);
  return !/^transfer-encoding/im.test(text.slice(0, head)) || text.endsWith('0\r\n\r\n');
}
