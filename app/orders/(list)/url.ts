import { defineListUrl } from '@/app/_lib/list-url';
import { HELD, UNDECIDED } from '@/lib/dashboard/orders/list';
import { OrderStatus } from '@/lib/db/generated/enums';
import { HOLD_CODES } from '@/lib/payments/gate/hold';

export const readOrdersUrl = defineListUrl('/orders', {
  statuses: Object.values(OrderStatus),
  kinds: [UNDECIDED, HELD, ...Object.keys(HOLD_CODES)],
});
