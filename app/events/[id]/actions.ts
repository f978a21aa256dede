'use server';

import { refresh } from 'next/cache';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { replayEvent } from '@/lib/inbox/store/replay-event';
import { offerTasks } from '@/lib/worker/tasks';

export type ReplayResult = { ok: boolean; message: string } | null;

/** Puts an event back into the queue. What it says is for the person who pressed the button. */
export async function replay(_: ReplayResult, form: FormData): Promise<ReplayResult> {
  const actor = await requireRole('operator');
  const id = form.get('id');
  if (typeof id !== 'string' || !/^[\w-]{1,255}$/.test(id)) return { ok: false, message: 'No such event' };
  offerTasks();
  const outcome = await query((prisma) => replayEvent(prisma, id, actor)).catch((error: unknown) => {
    console.error(`Event ${id} could not be replayed:`, error);
    return 'unreachable' as const;
  });
  if (outcome === 'not_found') return { ok: false, message: 'This event is not here any more' };
  if (outcome === 'redacted') return { ok: false, message: 'Its payload was redacted: nothing is left to replay' };
  if (outcome === 'unreachable') return { ok: false, message: 'Not queued: the database did not answer' };
  refresh();
  return { ok: true, message: 'Queued again' };
}
