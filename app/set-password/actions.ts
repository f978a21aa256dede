'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ActionResult } from '@/app/_components/action-form';
import { publicQuery } from '@/app/_lib/query';
import { setCookies } from '@/app/_lib/set-cookies';
import { judgePassword } from '@/lib/people/auth/judge-password';
import { signIn } from '@/lib/people/auth/sign-in';
import { findPasswordLink, usePasswordLink as openPasswordLink } from '@/lib/people/users/password-link';

const OPENS_NOTHING = 'This link opens nothing any more. Ask an admin for another one.';

/** Sets the password that a one-time link was made for, and signs in with it. */
export async function setPassword(_: ActionResult, form: FormData): Promise<ActionResult> {
  const password = String(form.get('password') ?? '');
  const asked = await headers();
  const token = String(form.get('token') ?? '').slice(0, 100);
  const user = await publicQuery((prisma) => findPasswordLink(prisma, token));
  if (!user) return { ok: false, message: OPENS_NOTHING };
  const problem = judgePassword(password, user.email);
  if (problem) return { ok: false, message: problem };
  const outcome = await publicQuery(async (prisma) => {
    const email = await openPasswordLink(prisma, token, password);
    return email === null ? null : signIn(prisma, { email, password }, asked);
  });
  if (!outcome) return { ok: false, message: OPENS_NOTHING };
  // The password is set; a suspended account, for one, still cannot sign in, and the page says why.
  if (!outcome.ok) redirect('/sign-in');
  await setCookies(outcome.setCookies);
  redirect('/');
}
