'use server';

import { refresh } from 'next/cache';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { requestCheck } from '@/lib/upkeep/invariants/request-check';
import { offerTasks } from '@/lib/worker/tasks';

/** Checks every rule now. The page shows by itself when it is done. */
export async function checkNow(): Promise<void> {
  const actor = await requireRole('operator');
  offerTasks();
  await query((prisma) => requestCheck(prisma, actor));
  refresh();
}
