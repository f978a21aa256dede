'use server';

import { revalidatePath } from 'next/cache';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { KnownError } from '@/lib/kit/known-error';
import type { Subject } from '@/lib/privacy/erasure/collect-subject';
import { type ErasurePreview, previewErasure } from '@/lib/privacy/erasure/preview-erasure';
import { readSubject } from '@/lib/privacy/erasure/read-subject';
import { startErasure } from '@/lib/privacy/erasure/start-erasure';
import { offerTasks } from '@/lib/worker/tasks';

export type ErasureState =
  | { step: 'ask'; problem?: string; typed?: { subject: string; account: string } }
  | { step: 'confirm'; subject: string; account: string; found: ErasurePreview; problem?: string }
  | { step: 'started'; id: string };

const textOf = (form: FormData, name: string) =>
  String(form.get(name) ?? '')
    .trim()
    .slice(0, 300);

/** Shows what an erasure would remove, and begins it once the subject was typed again. A POST, so that no address stands in a URL. */
export async function erase(_: ErasureState, form: FormData): Promise<ErasureState> {
  const actor = await requireRole('admin');
  const [text, account] = [textOf(form, 'subject'), textOf(form, 'account')];
  const typed = { subject: text, account };
  const subject = readSubject(text, account || null);
  if (!subject)
    return { step: 'ask', typed, problem: 'This is neither a customer’s id (cus_…) nor an e-mail address.' };
  try {
    const confirmed = form.get('step') === 'confirm' && textOf(form, 'again') === text;
    if (confirmed) return await start(subject, typed, actor);
    const found = await query((prisma) => previewErasure(prisma, subject));
    if (found.events === 0 && found.orders === 0 && found.objects <= 1)
      return { step: 'ask', typed, problem: nothing(found) };
    const problem = form.get('step') === 'confirm' ? 'What you typed is not the same. Nothing was erased.' : undefined;
    return { step: 'confirm', ...typed, found, problem };
  } catch (error) {
    if (error instanceof KnownError) return { step: 'ask', typed, problem: error.message };
    throw error;
  }
}

async function start(
  subject: Subject,
  typed: { subject: string; account: string },
  actor: Awaited<ReturnType<typeof requireRole>>,
) {
  offerTasks();
  const id = await query((prisma) => startErasure(prisma, subject, actor));
  if (!id) return { step: 'ask' as const, typed, problem: 'Nothing is known here of them any more.' };
  revalidatePath('/settings/erasure');
  return { step: 'started' as const, id };
}

const nothing = ({ customers }: ErasurePreview): string =>
  customers.length > 0
    ? `No guest has this address; these customers have it, and are erased by their ids: ${customers.join(', ')}`
    : 'Nothing is known here of them. Look at the account: connected ones need theirs.';
