import { exportRoute } from '@/app/_lib/export-route';
import { deploymentMode } from '@/app/_lib/mode';
import { loadRejectedParams } from '@/app/_lib/search-params';
import { rejectionExport } from '@/lib/dashboard/rejections/rejection-export';

export const GET = exportRoute(async (request) => {
  const { state, code, q } = loadRejectedParams(request);
  // Refused deliveries belong to no mode: what they claim of it is not verified.
  return {
    list: rejectionExport,
    filter: { state: state ?? 'open', code, text: q, livemode: deploymentMode() === 'live' },
  };
});
