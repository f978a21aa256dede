import { Prisma } from '../../../db/generated/client';
import { formatAmount } from '../../../kit/money/format-amount';
import { defineRule } from '../define-rule';

type Row = {
  amount: bigint;
  currency: string | null;
  why: 'no_effect' | 'unmarked' | 'failed' | 'late';
  error: string | null;
};

const WORDS: Record<Row['why'], string> = {
  no_effect: 'its fulfillment was never requested',
  unmarked: 'its fulfillment is done without a mark on the order',
  failed: 'its fulfillment gave up',
  late: 'its fulfillment has waited for more than five minutes',
};

/**
 * Every paid order is fulfilled. A fulfillment that was just requested has five minutes; one that is skipped on purpose
 * (the deployment acts on the other mode) is no finding here, nor is an order that the gate holds (held_for_a_person).
 */
export const paidNotFulfilled = defineRule<Row>({
  name: 'paid_not_fulfilled',
  title: 'Paid but not fulfilled',
  advice:
    'A customer waits for what was paid. The order shows why its fulfillment failed: fix the cause, then retry it there. Where it was never requested, replay the event of the payment.',
  sql: Prisma.sql`
    select o.id as "objectId", o.id as "orderId", o.amount, o.currency, e.last_error as error,
      case when e.key is null then 'no_effect' when e.status = 'done' then 'unmarked'
        when e.status = 'failed' then 'failed' else 'late' end as why
    from hookwell.orders o
    left join lateral (
      select * from hookwell.effects e
      where e.order_id = o.id and e.kind = 'fulfil' and (e.status <> 'skipped' or e.result ->> 'reason' is distinct from 'merged')
      order by e.status = 'skipped', e.created_at limit 1
    ) as e on true
    where o.paid_at is not null and o.fulfilled_at is null and o.hold_code is null
      and (e.key is null or e.status in ('done', 'failed')
        or (e.status in ('pending', 'retrying') and e.created_at < now() - interval '5 minutes'))`,
  describe: ({ objectId, amount, currency, why, error }) =>
    `Order ${objectId}${currency ? ` for ${formatAmount(amount, currency)}` : ''} is paid but not fulfilled: ${WORDS[why]}${error ? ` (${error})` : ''}`,
});
