'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { nextOf } from '@/app/_lib/guard';
import { publicQuery } from '@/app/_lib/query';
import { setCookies } from '@/app/_lib/set-cookies';
import { log } from '@/lib/kit/log/log';
import { signIn as signInWithPassword } from '@/lib/people/auth/sign-in';

export type SignInState = { email: string; message: string } | null;

const WORDS = {
  wrong: 'This e-mail address and password don’t belong together.',
  suspended: 'This account is suspended. An admin of this installation can lift that.',
  away: 'Nobody can be signed in right now: the database did not answer. Try again in a moment.',
};

/** Signs in and goes on to where one wanted to go. */
export async function signIn(_: SignInState, form: FormData): Promise<SignInState> {
  const email = String(form.get('email') ?? '').slice(0, 254);
  const given = { email, password: String(form.get('password') ?? '') };
  const asked = await headers();
  const outcome = await publicQuery((prisma) => signInWithPassword(prisma, given, asked)).catch((error: unknown) => {
    log().error({ err: error }, `Nobody could be signed in: ${(error as Error).message}`);
    return 'away' as const;
  });
  if (outcome === 'away') return { email, message: WORDS.away };
  if (!outcome.ok) {
    if (outcome.problem !== 'too_many') return { email, message: WORDS[outcome.problem] };
    const minutes = Math.ceil(outcome.seconds / 60);
    return {
      email,
      message: `Too many tries. Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, then try again.`,
    };
  }
  await setCookies(outcome.setCookies);
  redirect(nextOf(form));
}
