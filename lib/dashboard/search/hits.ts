import type { PrismaClient } from '../../db/generated/client';
import { formatMoney } from '../../kit/money/format-money';

type HitKind =
  | 'event'
  | 'order'
  | 'customer'
  | 'payment_method'
  | 'subscription'
  | 'dispute'
  | 'refund'
  | 'payout'
  /** Another object of Stripe that events speak of. */
  | 'object'
  | 'account'
  | 'type';

/** Something that was found: what it is, what a person calls it, and whose it is. */
export type Hit = {
  kind: HitKind;
  id: string;
  /** What tells it apart, in words: a name, an amount, a state. May be hostile text from a payload, of 120 characters. */
  label: string;
  livemode: boolean;
  account: string | null;
};

/** How many of a kind a search answers. */
export const HITS = 10;

const words = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' · ').slice(0, 120);
const money = (amount: bigint, currency: string | null) => (currency ? formatMoney(amount, currency) : null);
const plain = (value: string) => value.replaceAll('_', ' ');

type Owned = { id: string; livemode: boolean; account: string | null };
const hit = (kind: HitKind, { id, livemode, account }: Owned, label: string): Hit => ({
  kind,
  id,
  label,
  livemode,
  account,
});

type Where = { id: string; account: string | null };

/** How each kind of object with a page of its own is looked up, by the prefix of its id. `or`: the accounts it may be of. */
export const lookups: Record<string, (prisma: PrismaClient, or: Where[]) => Promise<Hit[]>> = {
  cus: (prisma, OR) => prisma.customer.findMany({ where: { OR }, take: HITS }).then((rows) => rows.map(customerHit)),
  pm: findPaymentMethods,
  card: findPaymentMethods,
  src: findPaymentMethods,
  sub: async (prisma, OR) =>
    (await prisma.subscription.findMany({ where: { OR }, take: HITS })).map((row) =>
      hit('subscription', row, words(plain(row.status), row.customerId)),
    ),
  dp: findDisputes,
  du: findDisputes,
  re: findRefunds,
  pyr: findRefunds,
  po: async (prisma, OR) =>
    (await prisma.payout.findMany({ where: { OR }, take: HITS })).map((row) =>
      hit('payout', row, words(money(row.amount, row.currency), plain(row.status))),
    ),
};

async function findPaymentMethods(prisma: PrismaClient, OR: Where[]): Promise<Hit[]> {
  const rows = await prisma.paymentMethod.findMany({ where: { OR }, take: HITS });
  return rows.map((row) =>
    hit(
      'payment_method',
      row,
      words(`${row.brand ?? plain(row.type)}${row.last4 ? ` •••• ${row.last4}` : ''}`, row.status),
    ),
  );
}

async function findDisputes(prisma: PrismaClient, OR: Where[]): Promise<Hit[]> {
  const rows = await prisma.dispute.findMany({ where: { OR }, take: HITS });
  return rows.map((row) =>
    hit('dispute', row, words(money(row.amount, row.currency), plain(row.reason), plain(row.status))),
  );
}

async function findRefunds(prisma: PrismaClient, OR: Where[]): Promise<Hit[]> {
  const rows = await prisma.refund.findMany({ where: { OR }, take: HITS });
  return rows.map((row) => hit('refund', row, words(money(row.amount, row.currency), plain(row.status))));
}

export const customerHit = (row: Owned & { name: string | null; email: string | null }): Hit =>
  hit('customer', row, words(row.name, row.email));

type OrderRow = Owned & { amount: bigint; currency: string | null; status: string; customerEmail: string | null };
export const orderHit = (row: OrderRow): Hit =>
  hit('order', row, words(money(row.amount, row.currency), plain(row.status), row.customerEmail));

export const eventHit = (row: Owned & { type: string; status: string }): Hit =>
  hit('event', row, words(row.type, row.status));
