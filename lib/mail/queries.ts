import type { Prisma, PrismaClient } from '../db/generated/client';
import { type Cursor, fetchPage, keysetQuery, type Page, type PageRequest } from '../paging/keyset';

const listed = {
  effectKey: true,
  orderId: true,
  livemode: true,
  account: true,
  recipient: true,
  subject: true,
  createdAt: true,
  sentAt: true,
} satisfies Prisma.MailSelect;

export type ListedMail = Prisma.MailGetPayload<{ select: typeof listed }>;

const cursorOf = (row: ListedMail): Cursor => ({ at: row.createdAt, id: row.effectKey });

/** One page of mails, sent and kept, the newest first; equal times are ordered by key. */
export function listMails(
  prisma: PrismaClient,
  request: { livemode: boolean } & PageRequest,
): Promise<Page<ListedMail>> {
  const { livemode } = request;
  return fetchPage(request, cursorOf, (cursor, direction, take) => {
    const { where, orderBy } = keysetQuery('createdAt', 'effectKey', cursor, direction);
    return prisma.mail.findMany({
      where: { livemode, ...where },
      orderBy,
      select: listed,
      take,
    });
  });
}

/** The mails that the effects of an order wrote, first to last. */
export const listMailsOfOrder = (prisma: PrismaClient, orderId: string): Promise<ListedMail[]> =>
  prisma.$queryRaw`
    select m.effect_key as "effectKey", m.order_id as "orderId", m.livemode, m.account, m.recipient, m.subject,
      m.created_at as "createdAt", m.sent_at as "sentAt"
    from effects e join mails m on m.effect_key = e.key
    where e.order_id = ${orderId} order by m.created_at, m.effect_key limit 50`;

/** One mail as it was sent or kept. Null: no effect of this key wrote one. */
export const getMail = (prisma: PrismaClient, effectKey: string) => prisma.mail.findUnique({ where: { effectKey } });

export type MailDetail = NonNullable<Awaited<ReturnType<typeof getMail>>>;
