import type { Database } from '../../db/client';
import { collectSubject, findEventsWithAddress, type Subject } from './collect-subject';

/** What an erasure would find, before anybody confirms it. */
export type ErasurePreview = {
  events: number;
  /** Of them, those that failed: what they say of money was not applied yet. */
  failed: number;
  objects: number;
  orders: number;
  mails: number;
  /** Customers with the same address, who are erased by their own ids. */
  customers: string[];
};

/** Counts what an erasure would clean. Changes nothing. */
export async function previewErasure(prisma: Database, subject: Subject): Promise<ErasurePreview> {
  const mentioned = subject.kind === 'email' ? await findEventsWithAddress(prisma, subject.email) : [];
  const { objects, events } = await collectSubject(prisma, subject, mentioned);
  const sums = { objects: 0, orders: 0, mails: 0 };
  for (const [account, ids] of objects) {
    const [row] = await prisma.$queryRaw<[{ orders: number; mails: number }]>`
      with own as (select distinct order_id as id from hookwell.order_refs where ref = any(${[...ids]}::text[]) and account is not distinct from ${account}::text)
      select (select count(*)::int from own) as orders, (select count(*)::int from hookwell.mails where order_id in (select id from own)) as mails`;
    sums.objects += ids.size;
    sums.orders += row.orders;
    sums.mails += row.mails;
  }
  const failed = await prisma.webhookEvent.count({ where: { id: { in: events }, status: 'failed' } });
  const same =
    subject.kind === 'email'
      ? await prisma.$queryRaw<
          { id: string }[]
        >`select id from hookwell.customers where lower(email) = lower(${subject.email.trim()}) limit 20`
      : [];
  return { ...sums, events: events.length, failed, customers: same.map(({ id }) => id) };
}
