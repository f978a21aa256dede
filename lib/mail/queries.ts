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

/** One mail as it was sent or kept. Null: no effect of this key wrote one. */
export const getMail = (prisma: PrismaClient, effectKey: string) => prisma.mail.findUnique({ where: { effectKey } });

export type MailDetail = NonNullable<Awaited<ReturnType<typeof getMail>>>;
