'use server';

import { refresh } from 'next/cache';
import { headers } from 'next/headers';
import type { ActionResult } from '@/app/_components/action-form';
import { requireRole } from '@/app/_lib/guard';
import { query } from '@/app/_lib/query';
import { findSession } from '@/lib/people/auth/find-session';
import { judgePassword } from '@/lib/people/auth/judge-password';
import { changePassword as change } from '@/lib/people/users/change-password';
import { revokeSessions } from '@/lib/people/users/end-sessions';

const OUTCOMES = {
  done: { ok: true, message: 'Your password is changed. Your other sessions have ended.' },
  wrong: { ok: false, message: 'The current password is another one.' },
  too_many: { ok: false, message: 'Too many tries. Wait a quarter of an hour, then try again.' },
};

/** Changes one's own password. */
export async function changePassword(_: ActionResult, form: FormData): Promise<ActionResult> {
  await requireRole('viewer');
  const session = await findSession(await headers());
  const next = String(form.get('new-password') ?? '');
  if (!session) return { ok: false, message: 'Sign in again.' };
  const problem = judgePassword(next, session.email);
  if (problem) return { ok: false, message: problem };
  const current = String(form.get('current-password') ?? '');
  return OUTCOMES[await query((prisma) => change(prisma, session, { current, next }))];
}

/** Ends one of one's own sessions, or all others. */
export async function revokeOwn(_: ActionResult, form: FormData): Promise<ActionResult> {
  const actor = await requireRole('viewer');
  const session = await findSession(await headers());
  if (!session || !actor.id) return { ok: false, message: 'Sign in again.' };
  const userId = actor.id;
  const sessionId = form.get('session');
  const which = typeof sessionId === 'string' ? { userId, sessionId } : { userId, but: session.sessionId };
  const count = await query((prisma) => revokeSessions(prisma, which, actor));
  refresh();
  return { ok: true, message: count === 0 ? 'There was none any more' : 'Ended' };
}
