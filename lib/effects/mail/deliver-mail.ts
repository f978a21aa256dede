import type { Transaction } from '../../db/client';
import type { Order } from '../../db/generated/client';
import { domainOf, isAddress } from '../../kit/address';
import { PermanentFailure } from '../../kit/jobs/permanent-failure';
import { cleanText } from '../../kit/text';
import type { MailContent } from './mail-content';
import { mailMode, sender } from './mail-mode';
import { type SentMail, sendMail } from './send-mail';

/** The same for each try of one effect, so that a mail that is sent twice is shown once by whoever receives it. */
const messageIdOf = (effectKey: string): string =>
  `<${effectKey.replaceAll(/[^\w.-]/g, '.')}@${domainOf(sender().address)}>`;

/**
 * Sends a mail, or keeps it to be read in the dashboard, and records it, all within the effect's transaction. The
 * record is written first: what the database refuses has not left yet. Returns what the effect keeps as its result.
 */
export async function deliverMail(
  tx: Transaction,
  effectKey: string,
  order: Order,
  content: MailContent,
): Promise<Record<string, string>> {
  const mode = mailMode();
  if (mode === 'off') throw new Error('SMTP_URL and EMAIL_FROM are not both set: this process sends no mail');
  const wrong = content.to.find((address) => !isAddress(address));
  if (wrong !== undefined) throw new PermanentFailure(`${JSON.stringify(wrong)} is not an e-mail address`);
  const messageId = messageIdOf(effectKey);
  const { id: orderId, livemode, account } = order;
  const [subject, html, text] = [content.subject, content.html, content.text].map(cleanText) as [
    string,
    string,
    string,
  ];
  const recipient = content.to.join(', ');
  const sentAt = mode === 'smtp' ? new Date() : null;
  await tx.$executeRaw`
    insert into hookwell.mails (effect_key, order_id, livemode, account, recipient, subject, html, text, message_id, sent_at)
    values (${effectKey}, ${orderId}, ${livemode}, ${account}, ${recipient}, ${subject}, ${html}, ${text}, ${messageId}, ${sentAt})`;
  if (mode === 'kept') return { message: 'kept under Mails instead of being sent: SMTP_URL is not set', messageId };
  const sent = await sendMail(sender(), messageId, { to: content.to, subject, html, text });
  return { message: say(sent), messageId, response: sent.response };
}

const say = ({ rejected }: SentMail): string =>
  rejected.length > 0 ? `sent; the mail server refused ${rejected.join(', ')}` : 'handed over to the mail server';
