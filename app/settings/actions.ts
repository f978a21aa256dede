'use server';

import { redirect } from 'next/navigation';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { changeSetting } from '@/lib/people/settings/change-setting';
import { findSetting } from '@/lib/people/settings/registry';

/** Stores one setting and comes back to the page, which says so; or why not, with what was typed. */
export async function saveSetting(form: FormData): Promise<void> {
  const actor = await requireRole('admin');
  const [key, value] = [form.get('key'), form.get('value')];
  const setting = typeof key === 'string' ? findSetting(key) : undefined;
  if (!setting || typeof value !== 'string') redirect('/settings');
  // What cannot be undone is shown first; the form in the preview comes without this.
  if (form.get('look') && value.trim() !== '' && setting.schema.safeParse(value).success)
    redirect(`/settings?${new URLSearchParams({ days: value.trim().slice(0, 10) })}#privacy`);
  const outcome = await query((prisma) => changeSetting(prisma, setting, value, actor));
  const told: Record<string, string> = outcome.ok
    ? { saved: setting.key }
    : { refused: setting.key, typed: value.slice(0, 100), problem: outcome.problem };
  redirect(`/settings?${new URLSearchParams(told)}`);
}
