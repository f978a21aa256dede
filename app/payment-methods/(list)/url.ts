import { defineListUrl } from '@/app/_lib/list-url';
import { PaymentMethodStatus } from '@/lib/db/generated/enums';

export const readPaymentMethodsUrl = defineListUrl('/payment-methods', {
  statuses: Object.values(PaymentMethodStatus),
});
