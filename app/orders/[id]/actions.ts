'use server';

import { refresh } from 'next/cache';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { retryEffect } from '@/lib/effects/retry-effect';

export type RetryResult = { ok: boolean; message: string } | null;

const answers = {
  queued: { ok: true, message: 'Queued again' },
  not_failed: { ok: false, message: 'It is not failed any more' },
  not_found: { ok: false, message: 'This effect is not here any more' },
  unreachable: { ok: false, message: 'Not queued: the database did not answer' },
};

/** Tries a failed effect again. What it says is for the person who pressed the button. */
export async function retry(_: RetryResult, form: FormData): Promise<RetryResult> {
  const actor = await requireRole('operator');
  const key = form.get('key');
  if (typeof key !== 'string' || !/^[\w:-]{1,255}$/.test(key)) return answers.not_found;
  const outcome = await query((prisma) => retryEffect(prisma, key, actor)).catch((error: unknown) => {
    console.error(`Effect ${key} could not be tried again:`, error);
    return 'unreachable' as const;
  });
  if (outcome !== 'unreachable') refresh();
  return answers[outcome];
}
