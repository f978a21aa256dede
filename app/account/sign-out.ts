'use server';

import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { publicQuery } from '@/app/_lib/query';
import { setCookies } from '@/app/_lib/set-cookies';
import { signOut as endSession } from '@/lib/people/auth/sign-out';

/** Ends this browser's session. Without one it does nothing more than go to the sign-in page. */
export async function signOut(): Promise<void> {
  const asked = await headers();
  await setCookies(await publicQuery((prisma) => endSession(prisma, asked)));
  redirect('/sign-in');
}
