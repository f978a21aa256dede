import { createTransport } from 'nodemailer';
import type { Mailbox } from '../../kit/address';
import { env } from '../../kit/env';
import { explainMailFailure } from './explain-mail-failure';
import type { MailContent } from './mail-content';

/** No answer for this long is a failure that is tried again; the whole of it ends before the transaction would. */
const WAIT_MS = 15_000;
const LIMIT_MS = 60_000;

/** What the mail server said, and which of several recipients it refused. */
export type SentMail = { response: string; rejected: string[] };

/**
 * Hands a mail over to the server of SMTP_URL, on a connection of its own: a pool would send again by itself what a
 * broken connection may have delivered. Throws `PermanentFailure` where trying again cannot help.
 */
export async function sendMail(from: Mailbox, messageId: string, content: MailContent): Promise<SentMail> {
  const { SMTP_URL } = env();
  if (!SMTP_URL) throw new Error('SMTP_URL is not set');
  const transport = createTransport({
    url: SMTP_URL,
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    socketTimeout: WAIT_MS,
    dnsTimeout: WAIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const info = await transport.sendMail({
      from: mailbox(from),
      // As objects: a text would be split at its commas.
      to: content.to.map((address) => mailbox({ name: null, address })),
      subject: content.subject,
      text: content.text,
      html: content.html,
      messageId,
      // No answering machine replies to it (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    return { response: info.response, rejected: info.rejected.map(String) };
  } catch (error) {
    throw explainMailFailure(error as Error, SMTP_URL);
  } finally {
    transport.close();
  }
}

const mailbox = ({ name, address }: Mailbox) => ({ name: name ?? '', address });
