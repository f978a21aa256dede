import { exportRoute } from '@/app/_lib/export-route';
import { effectColumns, effectList } from '@/lib/dashboard/effects/list';
import { listExport } from '@/lib/dashboard/lists/export/export-list';
import { readEffectsUrl } from '../url';

export const GET = exportRoute(async (request) => ({
  list: listExport('effects', effectList, effectColumns),
  filter: (await readEffectsUrl(request)).filter,
}));
