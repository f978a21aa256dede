import { PermanentFailure } from '../../kit/jobs/permanent-failure';
import { withReason } from '../../kit/log/reason';

/** What nodemailer adds to an error: https://nodemailer.com/errors */
type MailError = Error & { code?: string; command?: string; responseCode?: number };

const HINTS: Record<string, string> = {
  EAUTH: 'the mail server refuses the user and password of SMTP_URL',
  EDNS: 'the host of SMTP_URL is not found',
  ESOCKET: 'the mail server cannot be reached',
  ECONNECTION: 'the mail server cannot be reached, or ended the connection',
  ETIMEDOUT: 'the mail server does not answer in time',
  EABORT: 'the mail server does not answer in time',
  ETLS: 'the encrypted connection to the mail server fails',
};

/**
 * A failure of the mail server in words, as an error of its own: a server may repeat what it was sent, so that secrets
 * are blotted out. Permanent is only what it says of this recipient or message (5xx to RCPT TO or DATA); a wrong
 * password or sender is the deployment's, and is mended while it is tried again.
 */
export function explainMailFailure(error: MailError, smtpUrl: string): Error {
  const hint = HINTS[error.code ?? ''];
  const message = blot(hint ? `${hint} (${error.message})` : error.message, smtpUrl);
  const said = [error.code, error.responseCode, error.command && `to ${error.command}`].filter(Boolean).join(' ');
  const failure = isPermanent(error) ? new PermanentFailure(message) : new Error(message);
  // A server repeats the address that it refuses.
  return withReason(failure, `${hint ?? 'the mail server refuses it'} (${said || 'without a code'})`);
}

function isPermanent({ code, command, responseCode }: MailError): boolean {
  if (responseCode === undefined) return code === 'EENVELOPE' && command === 'API';
  return responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command ?? '');
}

/** Takes the user and the password out, as they are and in the encodings in which they travel. */
function blot(message: string, smtpUrl: string): string {
  const { username, password } = new URL(smtpUrl);
  const [user, pass] = [decode(username), decode(password)];
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const secrets = [base64(`\0${user}\0${pass}`), base64(pass), base64(user), password, pass].filter(Boolean);
  return secrets.reduce((text, secret) => text.replaceAll(secret, '…'), message);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // A bare % is taken as it stands.
    if (error instanceof URIError) return text;
    throw error;
  }
}
