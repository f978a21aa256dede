import { Prisma } from '../../../db/generated/client';
import { defineRule } from '../define-rule';

/** Every effect is about an order, or about another object that it names. Goods and receipts need the order. */
export const effectWithoutOrder = defineRule<{ kind: string; status: string }>({
  name: 'effect_without_order',
  title: 'An effect that belongs to no order',
  advice:
    'Nobody can tell what this was done for. If its event is here, replay it; else compare with Stripe (npm run sweep), and look in the log for who asked for the effect.',
  sql: Prisma.sql`
    select e.key as "objectId", null as "orderId", e.kind, e.status::text as status
    from hookwell.effects e
    where e.order_id is null and (e.object_id is null or e.kind in ('fulfil', 'receipt'))`,
  describe: ({ objectId, kind, status }) => `The effect ${objectId} (${kind}, ${status}) belongs to no order`,
});
