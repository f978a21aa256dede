import { Prisma } from '../../../db/generated/client';
import { formatAmount } from '../../../kit/money/format-amount';
import { defineRule } from '../define-rule';

const AMOUNTS = ['received', 'outside', 'refunded', 'disputed'] as const;
type Amounts = Record<(typeof AMOUNTS)[number], string>;
type Row = { told: Amounts; moved: Amounts; currency: string };

const words: Record<keyof Amounts, string> = {
  received: 'received',
  outside: 'received outside of Stripe',
  refunded: 'refunded',
  disputed: 'withdrawn for disputes',
};

/**
 * An order's amounts are the sums of its movements, which every other sum is added up from. One transaction writes both, so
 * that this holds at any moment.
 */
export const orderSumsDiffer = defineRule<Row>({
  name: 'order_sums_differ',
  title: 'An order and its movements differ',
  advice:
    'The order and the overview say different amounts. Replay the newest event of the order: both are computed anew. If it happens again, please report it; it is a fault of Hookwell.',
  sql: Prisma.sql`
    select o.id as "objectId", o.id as "orderId", coalesce(o.currency, 'usd') as currency,
      json_build_object('received', o.amount_received::text, 'outside', o.amount_outside::text,
        'refunded', o.amount_refunded::text, 'disputed', o.amount_disputed::text) as told,
      json_build_object('received', coalesce(m.received, 0)::text, 'outside', coalesce(m.outside, 0)::text,
        'refunded', coalesce(m.refunded, 0)::text, 'disputed', coalesce(m.disputed, 0)::text) as moved
    from hookwell.orders o
    left join (
      select order_id, coalesce(sum(amount) filter (where kind in ('received', 'outside')), 0) as received,
        coalesce(sum(amount) filter (where kind = 'outside'), 0) as outside,
        coalesce(sum(amount) filter (where kind = 'refunded'), 0) as refunded,
        coalesce(sum(case kind when 'withdrawn' then amount when 'reinstated' then -amount end), 0) as disputed
      from hookwell.order_movements group by order_id
    ) as m on m.order_id = o.id
    where (o.amount_received, o.amount_outside, o.amount_refunded, o.amount_disputed)
      is distinct from (coalesce(m.received, 0), coalesce(m.outside, 0), coalesce(m.refunded, 0), coalesce(m.disputed, 0))`,
  describe: ({ objectId, told, moved, currency }) => {
    const write = (amount: string) => formatAmount(BigInt(amount), currency);
    const differences = AMOUNTS.filter((name) => told[name] !== moved[name]).map(
      (name) => `${write(told[name])} ${words[name]} where its movements add up to ${write(moved[name])}`,
    );
    return `Order ${objectId} says ${differences.join(', ')}`;
  },
});
