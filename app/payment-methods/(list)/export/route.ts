import { exportRoute } from '@/app/_lib/export-route';
import { listExport } from '@/lib/dashboard/lists/export/export-list';
import { paymentMethodColumns, paymentMethodList } from '@/lib/dashboard/payment-methods/list';
import { readPaymentMethodsUrl } from '../url';

export const GET = exportRoute(async (request) => ({
  list: listExport('payment-methods', paymentMethodList, paymentMethodColumns),
  filter: (await readPaymentMethodsUrl(request)).filter,
}));
