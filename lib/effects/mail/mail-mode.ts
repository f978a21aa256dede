import type { Mailbox } from '../../kit/address';
import { env, isProduction } from '../../kit/env';
import { log } from '../../kit/log/log';

/** `smtp`: mails are sent. `kept`: they are kept, to be read in the dashboard. `off`: none is written. */
export type MailMode = 'smtp' | 'kept' | 'off';

/** Both are needed to send. Without them a developer reads the mails in the dashboard, and production writes none. */
export function mailMode(): MailMode {
  const { SMTP_URL, EMAIL_FROM } = env();
  if (SMTP_URL && EMAIL_FROM) return 'smtp';
  return isProduction() ? 'off' : 'kept';
}

/** Who mails come from. The stand-in is for mails that are only kept. */
export const sender = (): Mailbox => env().EMAIL_FROM ?? { name: 'Your shop', address: 'shop@localhost' };

/** Who hears of a dispute: empty where nobody would. */
export function operators(): string[] {
  const { OPERATOR_EMAILS } = env();
  const mode = mailMode();
  if (mode === 'off') return [];
  return OPERATOR_EMAILS.length === 0 && mode === 'kept' ? ['operators@localhost'] : OPERATOR_EMAILS;
}

/** Says once, at the start of a worker, which mails will not leave and what to set. */
export function announceMail(): void {
  const { SMTP_URL, EMAIL_FROM, OPERATOR_EMAILS } = env();
  const missing = Object.entries({ SMTP_URL, EMAIL_FROM }).flatMap(([name, value]) => (value ? [] : name));
  const mode = mailMode();
  if (mode === 'smtp' && OPERATOR_EMAILS.length === 0)
    log().warn('Nobody hears of disputes and their deadlines: set OPERATOR_EMAILS');
  if (mode === 'off') log().warn(`No mail is sent, neither receipts nor alerts: set ${missing.join(' and ')}`);
  if (mode === 'kept') log().info(`Mails are kept to be read under /mails: set ${missing.join(' and ')} to send them`);
}
