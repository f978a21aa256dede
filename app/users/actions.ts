'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import type { ActionResult } from '@/app/_components/action-form';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { type Role, roles } from '@/lib/people/auth/roles';
import { changeUser, type UserChange } from '@/lib/people/users/change-user';
import { createUser, readEmail, readName } from '@/lib/people/users/create-user';
import { revokeSessions } from '@/lib/people/users/end-sessions';
import { createPasswordLink } from '@/lib/people/users/password-link';

const REFUSED = {
  gone: 'This user is not here any more.',
  self: 'You can’t take your own way in. Another admin can.',
  last_admin: 'This is the last admin: somebody has to be left who manages the others.',
};

const textOf = (form: FormData, name: string) => String(form.get(name) ?? '').slice(0, 300);
const roleOf = (form: FormData): Role | undefined => roles.find((role) => role === form.get('role'));

/** Adds a user, and makes the link with which they choose their password. */
export async function addUser(_: ActionResult, form: FormData): Promise<ActionResult> {
  const actor = await requireRole('admin');
  const email = readEmail(textOf(form, 'email'));
  const role = roleOf(form);
  if (!email || !role) return { ok: false, message: 'This is no e-mail address.' };
  const link = await query((prisma) =>
    prisma.$transaction(async (tx) => {
      const id = await createUser(tx, { email, name: readName(textOf(form, 'name'), email), role }, actor);
      return id && createPasswordLink(tx, id);
    }),
  );
  if (!link) return { ok: false, message: `${email} has an account already.` };
  refresh();
  return { ok: true, message: `Send ${email} this link to choose a password. It opens once, within two days.`, link };
}

/** Changes a user: their role, whether they are suspended, or makes a new link to set a password. */
export async function manageUser(_: ActionResult, form: FormData): Promise<ActionResult> {
  const actor = await requireRole('admin');
  const change = readChange(form);
  if (!change) return { ok: false, message: 'Choose what to change.' };
  const outcome = await query((prisma) => changeUser(prisma, textOf(form, 'user'), change, actor));
  if (outcome.code !== 'done') return { ok: false, message: REFUSED[outcome.code] };
  if (change.kind === 'remove') redirect('/users');
  refresh();
  if (outcome.link) return { ok: true, message: 'The link opens once, within two days:', link: outcome.link };
  return { ok: true, message: 'Done. Their sessions have ended.' };
}

function readChange(form: FormData): UserChange | null {
  const kind = form.get('change');
  const role = roleOf(form);
  if (kind === 'role') return role ? { kind, role } : null;
  return kind === 'ban' || kind === 'unban' || kind === 'remove' || kind === 'link' ? { kind } : null;
}

/** Ends one session of a user, or all of them. */
export async function revokeOf(_: ActionResult, form: FormData): Promise<ActionResult> {
  const actor = await requireRole('admin');
  const userId = textOf(form, 'user');
  const sessionId = form.get('session');
  const which = typeof sessionId === 'string' ? { userId, sessionId } : { userId };
  const count = await query((prisma) => revokeSessions(prisma, which, actor));
  refresh();
  return { ok: true, message: count === 0 ? 'There was none any more' : `Ended: ${count}` };
}
