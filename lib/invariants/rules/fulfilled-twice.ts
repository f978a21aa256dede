import { Prisma } from '../../db/generated/client';
import { defineRule } from '../define-rule';

/**
 * One purchase is fulfilled once. Two orders that were both fulfilled before a late link showed that they are one
 * leave both fulfilments on the order that stays.
 */
export const fulfilledTwice = defineRule<{ keys: string[] }>({
  name: 'fulfilled_twice',
  title: 'Fulfilled more than once',
  advice:
    'Two orders turned out to be one purchase after both were fulfilled. See what was handed out twice, and take one of the two back.',
  sql: Prisma.sql`
    select e.order_id as "objectId", e.order_id as "orderId", array_agg(e.key order by e.completed_at, e.key) as keys
    from effects e where e.kind = 'fulfil' and e.status = 'done' and e.order_id is not null
    group by e.order_id having count(*) > 1`,
  describe: ({ objectId, keys }) =>
    `Order ${objectId} was fulfilled ${keys.length} times (${keys.join(', ')}): a late link joined orders that were both fulfilled`,
});
