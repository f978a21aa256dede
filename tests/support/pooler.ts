import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import pg from 'pg';

/**
 * A pooler as PgBouncer is one, small: each session gets a process number of its own, and a server's connection for as
 * long as the mode says. Speaks just what the doctor's queries need.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export async function startPooler(target: string, mode: 'transaction' | 'session') {
  const idle: pg.Client[] = [];
  const all: pg.Client[] = [];

  async function take(): Promise<pg.Client> {
    const free = idle.pop();
    if (free) return free;
    const client = new pg.Client({ connectionString: target });
    await client.connect();
    streamOf(client).removeAllListeners('data');
    client.on('error', () => {});
    all.push(client);
    return client;
  }

  async function serve(front: Socket): Promise<void> {
    let held: pg.Client | undefined;
    let started = false;
    let asking = Promise.resolve();

    const giveBack = () => {
      if (held) idle.push(held);
      held = undefined;
    };
    async function forward(bytes: Buffer): Promise<void> {
      held ??= await take();
      const server = streamOf(held);
      server.write(bytes);
      for (let answer = Buffer.alloc(0); ; ) {
        const [chunk] = (await once(server, 'data')) as [Buffer];
        answer = Buffer.concat([answer, chunk]);
        const state = readyState(answer);
        if (!state) continue;
        if (mode === 'transaction' && state === 'I') giveBack();
        front.write(answer);
        return;
      }
    }

    front.on('error', () => front.destroy());
    front.on('close', giveBack);
    front.on('data', (bytes: Buffer) => {
      if (!started) {
        started = true;
        front.write(WELCOME);
      } else if (bytes[0] !== TERMINATE) asking = asking.then(() => forward(bytes));
    });
  }

  const server = createServer((front) => void serve(front)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    async stop() {
      server.close();
      for (const client of all) streamOf(client).destroy();
    },
  };
}

const streamOf = (client: pg.Client): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

const TERMINATE = 'X'.charCodeAt(0);

function message(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const number = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

/** No password, a process number that no server has, and: ready. */
const WELCOME = Buffer.concat([
  message('R', number(0)),
  message('K', number(2_000_000_000), number(7)),
  message('Z', Buffer.from('I')),
]);

/** The state in the ReadyForQuery at the end of an answer, once it is complete. */
function readyState(answer: Buffer): string | undefined {
  for (let at = 0; at + 5 <= answer.length; ) {
    const end = at + 1 + answer.readInt32BE(at + 1);
    if (end > answer.length) return undefined;
    if (answer[at] === 'Z'.charCodeAt(0) && end === answer.length) return String.fromCharCode(answer[at + 5] as number);
    at = end;
  }
  return undefined;
}
