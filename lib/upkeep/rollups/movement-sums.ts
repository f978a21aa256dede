/**
 * What one row of `order_movements` adds to each sum: the one place that says so, for the worker's sums and for those of a
 * page alike. Received is what came through Stripe; disputed is below 0 where a dispute gave money back.
 */
export const MOVEMENT_COLUMNS = `lower(currency) as currency,
  case kind when 'received' then amount else 0 end as received, (kind = 'received' and amount > 0)::int as payments,
  case kind when 'outside' then amount else 0 end as outside,
  case kind when 'refunded' then amount else 0 end as refunded, (kind = 'refunded' and amount > 0)::int as refunds,
  case kind when 'withdrawn' then amount when 'reinstated' then -amount else 0 end as disputed`;

/** The sums, by their columns' names here and in `money_rollups`. */
export const SUMS = ['received', 'payments', 'outside', 'refunded', 'refunds', 'disputed'] as const;
