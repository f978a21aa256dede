import { createConnection, type Socket } from 'node:net';

/**
 * One keep-alive connection that writes ready-made requests and waits for each answer. Reads just what the contestants
 * send: a status line, and a body with a Content-Length or in chunks. A library's parser would take more of the two
 * cores than the doors that are measured.
 */
export async function openConnection(port: number): Promise<{ send(request: Buffer): Promise<number>; close(): void }> {
  const socket: Socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let received = '';
  let answer: ((status: number) => void) | undefined;
  let fail: ((error: Error) => void) | undefined;
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    received += text;
    if (!isComplete(received)) return;
    const status = Number(received.slice(9, 12));
    received = '';
    answer?.(status);
  });
  const lost = (error: Error) => fail?.(error);
  socket.on('error', lost);
  socket.on('close', () => lost(new Error('The server closed the connection')));
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        answer = resolve;
        fail = reject;
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

function isComplete(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, head))?.[1];
  return length === undefined ? text.endsWith('0\r\n\r\n') : text.length >= head + 4 + Number(length);
}
