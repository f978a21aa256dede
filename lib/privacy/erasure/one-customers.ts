/**
 * The kinds of ids that belong to one customer alone. Prices, products, coupons, payouts and accounts are everybody's. An id
 * has a digit or a capital in it: Stripe's words look like ids too (`card_declined`, `in_transit`), and would lead from one
 * customer to the next. It is read by PostgreSQL's `~` as well.
 */
export const ONE_CUSTOMERS =
  '^(cus_|(pi|ch|py|cs|in|sub|si|seti|setatt|pm|card|src|re|pyr|dp|du|mandate|inpay|ii|il|cn|sub_sched)_[A-Za-z0-9_]*[A-Z0-9])';

const pattern = new RegExp(ONE_CUSTOMERS);

export const isOneCustomers = (id: string): boolean => pattern.test(id);
