import { redirect } from 'next/navigation';
import { WayIn } from '@/app/_components/way-in';
import { currentSession } from '@/app/_lib/guard';
import { publicQuery } from '@/app/_lib/query';
import { readNext } from '@/lib/kit/http/same-site';
import { isWithoutUsers } from '@/lib/people/users/first-admin';
import { SignInForm } from './sign-in-form';

export const metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const next = readNext((await searchParams).next);
  const [session, fresh] = await publicQuery(async (prisma) => [await currentSession(), await isWithoutUsers(prisma)]);
  if (session) redirect(next);
  if (fresh)
    return (
      <WayIn
        title="Nobody can sign in yet"
        lead="The log of the app holds a link that makes the first admin: look for “/welcome” in the terminal where it was started."
      >
        <p className="mt-4 text-[13px] text-faint">
          Or make one with <code className="font-mono text-ink">npm run user:add</code>.
        </p>
      </WayIn>
    );
  return (
    <WayIn title="Sign in">
      <SignInForm next={next} />
      <p className="mt-5 border-t border-line pt-4 text-[13px] text-pretty text-faint">
        Forgot your password? An admin of this installation can make you a link to set a new one.
      </p>
    </WayIn>
  );
}
