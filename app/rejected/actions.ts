'use server';

import { refresh } from 'next/cache';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { KEPT_CODES } from '@/lib/inbox/rejections/causes';
import { dismissAllRejections, dismissRejection } from '@/lib/inbox/rejections/dismiss';
import { isAskable } from '@/lib/kit/moments';

/** Marks one rejection as seen to. */
export async function dismiss(form: FormData): Promise<void> {
  const actor = await requireRole('operator');
  const id = form.get('id');
  if (typeof id !== 'string' || !/^rej_[0-9a-f]{1,40}$/.test(id)) return;
  await query((prisma) => dismissRejection(prisma, id, actor));
  refresh();
}

/** Marks as seen to what the page showed, all of it or one code. */
export async function dismissAll(form: FormData): Promise<void> {
  const actor = await requireRole('operator');
  const until = new Date(String(form.get('until')));
  if (!isAskable(until)) return;
  const code = KEPT_CODES.find((known) => known === form.get('code')) ?? null;
  await query((prisma) => dismissAllRejections(prisma, { code, until, actor }));
  refresh();
}
