import { mailMode } from '../../effects/mail/mail-mode';
import { env } from '../../kit/env';

export type AlertChannel = 'mail' | 'webhook';

/** Who is told by mail: `ALERT_EMAILS`, else those who hear of disputes. */
export function alertEmails(): string[] {
  const { ALERT_EMAILS, OPERATOR_EMAILS } = env();
  return ALERT_EMAILS.length > 0 ? ALERT_EMAILS : OPERATOR_EMAILS;
}

/** Where alerts go, as far as it is configured. */
export function alertChannels(): AlertChannel[] {
  const channels: AlertChannel[] = [];
  if (mailMode() === 'smtp' && alertEmails().length > 0) channels.push('mail');
  if (env().ALERT_WEBHOOK_URL) channels.push('webhook');
  return channels;
}
