'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { publicQuery } from '@/app/_lib/query';
import { setCookies } from '@/app/_lib/set-cookies';
import { judgePassword } from '@/lib/people/auth/judge-password';
import { signIn } from '@/lib/people/auth/sign-in';
import { readEmail, readName } from '@/lib/people/users/create-user';
import { createFirstAdmin } from '@/lib/people/users/first-admin';

export type WelcomeState = { email: string; name: string; message: string } | null;

/** Makes the first admin and signs them in. */
export async function welcome(_: WelcomeState, form: FormData): Promise<WelcomeState> {
  const text = (name: string) => String(form.get(name) ?? '');
  const typed = { email: text('email').slice(0, 254), name: text('name').slice(0, 100) };
  const email = readEmail(typed.email);
  if (!email) return { ...typed, message: 'This is no e-mail address.' };
  const password = text('password');
  const problem = judgePassword(password, email);
  if (problem) return { ...typed, message: problem };
  const user = { email, name: readName(typed.name, email), password };
  const asked = await headers();
  const outcome = await publicQuery(async (prisma) =>
    (await createFirstAdmin(prisma, text('token'), user)) ? signIn(prisma, { email, password }, asked) : null,
  );
  if (!outcome?.ok) return { ...typed, message: 'This link has been used: somebody is admin already.' };
  await setCookies(outcome.setCookies);
  redirect('/');
}
