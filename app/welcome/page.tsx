import { ButtonLink } from '@/app/_components/ui/button';
import { WayIn } from '@/app/_components/way-in';
import { publicQuery } from '@/app/_lib/query';
import { opensWelcome } from '@/lib/people/users/first-admin';
import { WelcomeForm } from './welcome-form';

export const metadata = { title: 'Welcome' };

/** Where the link of the first start leads. */
export default async function WelcomePage({ searchParams }: PageProps<'/welcome'>) {
  const { token } = await searchParams;
  const opens = typeof token === 'string' && (await publicQuery((prisma) => opensWelcome(prisma, token)));
  if (!opens)
    return (
      <WayIn title="This link opens nothing" lead="It was used already, or it is of another installation.">
        <ButtonLink href="/sign-in" variant="primary" className="mt-5 w-full">
          Sign in
        </ButtonLink>
      </WayIn>
    );
  return (
    <WayIn
      title="Welcome to Hookwell"
      lead="You are the first one here, and become its admin. You can add the others afterwards."
    >
      <WelcomeForm token={token} />
    </WayIn>
  );
}
