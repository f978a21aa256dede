import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll } from 'vitest';
import { resetEnv } from '@/lib/kit/env';

type ReceivedMail = Email & { raw: string; recipients: string[] };

type Options = { user?: string; password?: string };

/** A real SMTP server, and what it received. */
export async function startMailServer({ user, password }: Options = {}) {
  const received: ReceivedMail[] = [];
  const refused = new Map<string, { code: number; message: string }>();
  let beforeAnswer = async () => {};
  let port = 0;
  let server: SMTPServer;

  const reply = ({ code, message }: { code: number; message: string }) =>
    Object.assign(new Error(message), { responseCode: code });

  async function open(): Promise<void> {
    server = new SMTPServer({
      disabledCommands: user === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
      authOptional: user === undefined,
      onAuth: (auth, _, done) => {
        if (auth.username === user && auth.password === password) return done(null, { user: auth.username });
        // Some servers repeat what they were sent.
        done(reply({ code: 535, message: `Not accepted: ${auth.username} with ${auth.password}` }));
      },
      onRcptTo: ({ address }, _, done) => {
        const refusal = refused.get(address);
        done(refusal ? reply(refusal) : null);
      },
      onData: async (stream, session, done) => {
        const raw = await buffer(stream);
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ ...(await PostalMime.parse(raw)), raw: raw.toString(), recipients });
        await beforeAnswer();
        done(null, 'queued');
      },
    });
    // A client that is killed breaks its connection.
    server.on('error', () => {});
    server.listen(port, '127.0.0.1');
    await once(server.server, 'listening');
    port = (server.server.address() as AddressInfo).port;
  }

  await open();
  return {
    received,
    refused,
    url: () => `smtp://${user === undefined ? '' : `${user}:${encodeURIComponent(password ?? '')}@`}127.0.0.1:${port}`,
    /** Does something when a mail has arrived and before the sender is told so. */
    onReceived(work: () => Promise<void>) {
      beforeAnswer = work;
    },
    open,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

/** A mail server for the tests of one file, with the app's environment pointed at it. Call it below `useInbox`. */
export function useMailServer(): () => MailServer {
  let server: MailServer;
  beforeAll(async () => {
    server = await startMailServer();
    Object.assign(process.env, { SMTP_URL: server.url(), EMAIL_FROM: 'Blue Bottle <shop@bluebottle.example>' });
    resetEnv();
  });
  afterAll(() => server.close());
  return () => server;
}
