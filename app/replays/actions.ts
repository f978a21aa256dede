'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { drainAfterwards } from '@/app/_lib/drain-afterwards';
import { requireRole } from '@/app/_lib/guard';
import { recordHref } from '@/app/_lib/mode';
import { query } from '@/app/_lib/query';
import { findHandler } from '@/lib/handlers/registry';
import { cancelBatch } from '@/lib/upkeep/replays/cancel-batch';
import { previewReplay, type ReplayPreview } from '@/lib/upkeep/replays/preview-replay';
import { MAX_BATCH } from '@/lib/upkeep/replays/selection';
import { startBatch } from '@/lib/upkeep/replays/start-batch';
import { offerTasks } from '@/lib/worker/tasks';
import { type ReplayRequest, readSelection } from './request';

export type Preview = ReplayPreview & {
  /** Types that no handler takes: their events would be ignored again. */
  unhandled: string[];
  /** When it was made. */
  at: string;
};
export type ReplayAnswer<Value> = { ok: true; value: Value } | { ok: false; message: string };

const unreachable = { ok: false as const, message: 'The database did not answer. Nothing was replayed; try again.' };
const unreadable = {
  ok: false as const,
  message: 'This selection could not be read. Reload the page and select again.',
};

const refusals = {
  empty: 'None of these events can be replayed: they are not here any more, or their payloads were redacted.',
  too_many: `More than ${MAX_BATCH.toLocaleString('en')} events match. Narrow them, by time for example, and replay them in parts.`,
};

/** What a replay of these events would touch. */
export async function preview(request: ReplayRequest): Promise<ReplayAnswer<Preview>> {
  await requireRole('operator');
  const at = new Date().toISOString();
  try {
    const value = await query(async (prisma) => {
      const selection = await readSelection(prisma, request);
      return selection && previewReplay(prisma, selection);
    });
    if (!value) return unreadable;
    const unhandled = value.types.map(({ type }) => type).filter((type) => !findHandler(type));
    return { ok: true, value: { ...value, types: value.types.slice(0, 20), unhandled: unhandled.slice(0, 20), at } };
  } catch (error) {
    console.error('A replay could not be previewed:', error);
    return unreachable;
  }
}

/** Begins to replay these events and leads to the page that tells how it goes. */
export async function start(request: ReplayRequest): Promise<ReplayAnswer<never>> {
  const actor = await requireRole('operator');
  offerTasks();
  const started = await query(async (prisma) => {
    const selection = await readSelection(prisma, request);
    if (!selection) return null;
    const batch = await startBatch(prisma, selection, actor);
    return batch.outcome === 'started' ? { ...batch, livemode: selection.livemode } : batch;
  }).catch((error: unknown) => {
    console.error('Events could not be replayed:', error);
    return 'unreachable' as const;
  });
  if (started === 'unreachable') return unreachable;
  if (!started) return unreadable;
  if (started.outcome !== 'started') return { ok: false, message: refusals[started.outcome] };
  drainAfterwards();
  redirect(recordHref(`/replays/${started.id}`, started.livemode));
}

/** Stops a batch. What it says is for the person who pressed the button. */
export async function cancel(_: string | null, form: FormData): Promise<string | null> {
  const actor = await requireRole('operator');
  const id = form.get('id');
  if (typeof id !== 'string' || !/^\d{1,18}$/.test(id)) return 'No such replay';
  const outcome = await query((prisma) => cancelBatch(prisma, BigInt(id), actor)).catch((error: unknown) => {
    console.error(`Replay ${id} could not be canceled:`, error);
    return 'unreachable' as const;
  });
  if (outcome === 'unreachable') return 'Not canceled: the database did not answer';
  drainAfterwards();
  refresh();
  return outcome === 'canceled' ? 'Canceled' : 'It was at its end already';
}
