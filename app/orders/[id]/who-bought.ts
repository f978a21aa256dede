import type { OrderDetail } from '@/lib/dashboard/orders/queries';

/** Whom an order is for, by what is known of them. */
export const whoBought = ({ customerEmail, customerId }: Pick<OrderDetail, 'customerEmail' | 'customerId'>): string =>
  customerEmail ?? customerId ?? 'a guest';
