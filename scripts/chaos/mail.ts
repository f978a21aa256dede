import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

export type ChaosMail = Awaited<ReturnType<typeof startMail>>;

/** `breaks`: it takes the mail, and cuts the connection before it says so. */
type Mood = 'well' | 'slow' | 'breaks';

const SLOW_MS = 2_500;

/** A real mail server that can be slow, break off, and be gone. It counts what it took by Message-ID. */
export async function startMail() {
  const taken = new Map<string, number>();
  const sockets = new Map<number, Socket>();
  let mood: Mood = 'well';
  let server: SMTPServer;
  let port = 0;

  async function open(): Promise<void> {
    server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      authOptional: true,
      closeTimeout: 100,
      onData: async (stream, session, done) => {
        const raw = await buffer(stream).then(String, () => null);
        // The sender was killed, or cut off, before the mail was complete.
        if (raw === null) return done(new Error('Not received in full'));
        if (mood === 'slow') await pause(SLOW_MS);
        const id = /^message-id:\s*(<[^>]*>)/im.exec(raw)?.[1] ?? 'a mail without Message-ID';
        taken.set(id, (taken.get(id) ?? 0) + 1);
        if (mood === 'breaks') sockets.get(session.remotePort)?.destroy();
        else done(null);
      },
    });
    // A sender that is killed breaks its connection.
    server.on('error', () => {});
    server.server.on('connection', (socket: Socket) => {
      const key = socket.remotePort ?? 0;
      sockets.set(key, socket);
      socket.on('close', () => sockets.delete(key));
    });
    server.listen(port, '127.0.0.1');
    await once(server.server, 'listening');
    port = (server.server.address() as AddressInfo).port;
  }

  await open();
  return {
    taken,
    url: `smtp://127.0.0.1:${port}`,
    setMood(next: Mood): void {
      mood = next;
    },
    open,
    /** Nobody listens any more, and who is connected is cut off. */
    async kill(): Promise<void> {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets.values()) socket.destroy();
      await closed;
    },
  };
}
