'use server';

import { refresh } from 'next/cache';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { failedOf } from '@/lib/dashboard/effects/list';
import { retryFailed } from '@/lib/effects/retry-failed';
import { readRetryUrl } from '../(list)/url';

export type RetryAllResult = { ok: boolean; message: string } | null;

/** Tries all failed effects again that match what the page showed: the form carries the filters of its address. */
export async function retryAll(_: RetryAllResult, form: FormData): Promise<RetryAllResult> {
  const actor = await requireRole('operator');
  const entries = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const { filter } = await readRetryUrl(new URLSearchParams(entries));
  try {
    const count = await query((prisma) => retryFailed(prisma, failedOf(filter), actor));
    refresh();
    if (count === 0) return { ok: false, message: 'None is failed any more' };
    return { ok: true, message: count === 1 ? '1 effect is queued again' : `${count} effects are queued again` };
  } catch (error) {
    console.error('The failed effects could not be tried again:', error);
    return { ok: false, message: 'Not all are queued: the database did not answer. Try once more.' };
  }
}
