import type { Mail, PrismaClient } from '../../db/generated/client';

/** A mail without its text. */
export type MailOfOrder = Pick<
  Mail,
  'effectKey' | 'orderId' | 'livemode' | 'account' | 'recipient' | 'subject' | 'createdAt' | 'sentAt'
>;

/** The mails that the effects of an order wrote, first to last. */
export const listMailsOfOrder = (prisma: PrismaClient, orderId: string): Promise<MailOfOrder[]> =>
  prisma.$queryRaw`
    select m.effect_key as "effectKey", m.order_id as "orderId", m.livemode, m.account, m.recipient, m.subject,
      m.created_at as "createdAt", m.sent_at as "sentAt"
    from hookwell.effects e join hookwell.mails m on m.effect_key = e.key
    where e.order_id = ${orderId} order by m.created_at, m.effect_key limit 50`;

/** One mail as it was sent or kept. Null: no effect of this key wrote one. */
export const getMail = (prisma: PrismaClient, effectKey: string) => prisma.mail.findUnique({ where: { effectKey } });

export type MailDetail = NonNullable<Awaited<ReturnType<typeof getMail>>>;
