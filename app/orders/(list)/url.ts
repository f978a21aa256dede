import { defineListUrl } from '@/app/_lib/list-url';
import { OrderStatus } from '@/lib/db/generated/enums';

export const readOrdersUrl = defineListUrl('/orders', { statuses: Object.values(OrderStatus) });
