import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { buildEvent } from '@/lib/dev/simulator/build';
import { serveWebhook } from '@/lib/inbox/node-door';
import {
  isPipelinedTooFar,
  limitConnections,
  SERVER_LIMITS,
  type ServerLimits,
  serverOptions,
} from '@/lib/inbox/server-limits';
import { deliver } from '../../../harness/deliveries';
import { useInbox } from '../../../harness/inbox';

useInbox();
const quick: ServerLimits = { ...SERVER_LIMITS, headMs: 200, requestMs: 400, lookEveryMs: 50 };
let server: Server;
const sockets: Socket[] = [];

async function start(limits: ServerLimits): Promise<{ url: string; port: number }> {
  server = createServer(serverOptions(limits), (request, response) => {
    if (!isPipelinedTooFar(request, response)) void serveWebhook(request, response);
  });
  limitConnections(server, limits);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port };
}

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.close();
  server.closeAllConnections();
});

/** A connection that says this and then nothing more; what it hears until the server ends it. */
function say(port: number, text: string): { heard: Promise<string>; socket: Socket } {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  socket.on('error', () => {});
  socket.write(text);
  // Not `once`, which rejects when the server resets the connection: that is an end too.
  return { socket, heard: new Promise((resolve) => socket.on('close', () => resolve(answer))) };
}

it('ends whoever sends a head, or a body, drop by drop, while good events pass', async () => {
  const { url, port } = await start(quick);
  const head = 'POST /api/webhook HTTP/1.1\r\nhost: a\r\n';
  const slow = [
    ...Array.from({ length: 200 }, () => say(port, `${head}x-drop: `)),
    ...Array.from({ length: 200 }, () =>
      say(port, `${head}stripe-signature: t=1,v1=a\r\ncontent-length: 900\r\n\r\n{`),
    ),
    ...Array.from({ length: 200 }, () => say(port, `${head}transfer-encoding: chunked\r\n\r\n1\r\n`)),
  ];
  for (let i = 0; i < 20; i++) expect((await deliver(url, buildEvent('charge.succeeded'))).status).toBe(200);
  const answers = await Promise.all(slow.map(({ heard }) => heard));
  expect(new Set(answers.map((answer) => answer.slice(0, 12)))).toEqual(new Set(['HTTP/1.1 408']));
  expect((await deliver(url, buildEvent('charge.succeeded'))).status).toBe(200);
});

it('answers a head that is too large with 431', async () => {
  const { port } = await start(quick);
  const { heard } = say(port, `POST /api/webhook HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`);
  expect(await heard).toMatch(/^HTTP\/1\.1 431 /);
});

it('holds no connection that asks for an upgrade, even while somebody else listens for them, as Next does', async () => {
  const { port } = await start(SERVER_LIMITS);
  server.on('upgrade', () => {});
  const { heard } = say(port, 'GET /nothing HTTP/1.1\r\nhost: a\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n');
  expect(await heard).toMatch(/^HTTP\/1\.1 400 /);
});

it('holds no more connections than it may, and takes new ones as soon as old ones end', async () => {
  const { url, port } = await start({ ...SERVER_LIMITS, connections: 20 });
  const idle = Array.from({ length: 20 }, () => say(port, 'POST /api/webhook HTTP/1.1\r\n'));
  await Promise.all(idle.map(({ socket }) => once(socket, 'connect')));
  expect(await say(port, 'GET / HTTP/1.1\r\n\r\n').heard).toBe('');
  idle[0]?.socket.destroy();
  await idle[0]?.heard;
  await expect
    .poll(async () => (await deliver(url, buildEvent('charge.succeeded')).catch(() => null))?.status)
    .toBe(200);
});

it('ends who sends ever more without waiting for answers; a few in a row are answered', async () => {
  const { url, port } = await start(SERVER_LIMITS);
  const get = 'GET /api/webhook HTTP/1.1\r\nhost: a\r\n\r\n';
  const few = say(port, get.repeat(9) + get.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'));
  expect((await few.heard).match(/HTTP\/1\.1 405/g)).toHaveLength(10);
  let requests = 0;
  server.on('request', (request) => {
    if (!request.socket.destroyed) requests++;
  });
  await say(port, get.repeat(7_000)).heard;
  expect(requests).toBeLessThan(30);
  expect((await deliver(url, buildEvent('payout.paid'))).status).toBe(200);
});
